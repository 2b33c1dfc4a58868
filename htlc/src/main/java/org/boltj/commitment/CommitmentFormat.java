package org.boltj.commitment;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.tx.SigHashType;

/**
 * What differs between the types of channels in their transactions: weights, fees, scripts and
 * signature hashes (BOLT 3). Nothing else asks for the features of a channel type.
 */
public sealed interface CommitmentFormat permits StaticRemoteKey, AnchorsZeroFeeHtlc {
  /** All formats, the preferred one first. */
  List<CommitmentFormat> ALL = List.of(new AnchorsZeroFeeHtlc(), new StaticRemoteKey());

  /** The feature bits of {@code channel_type} for this format alone (BOLT 2). */
  Features channelType();

  /**
   * The format of a {@code channel_type}, or empty if it is none that we know. The bits of {@code
   * option_scid_alias} and {@code option_zeroconf} may be set too: they do not touch transactions.
   */
  static Optional<CommitmentFormat> ofChannelType(Features channelType) {
    Features rest =
        withoutRequired(
            withoutRequired(channelType, Feature.OPTION_SCID_ALIAS), Feature.OPTION_ZEROCONF);
    return ALL.stream().filter(format -> format.channelType().equals(rest)).findFirst();
  }

  private static Features withoutRequired(Features features, Feature feature) {
    return features.requires(feature) ? features.without(feature) : features;
  }

  /** The expected weight of a commitment transaction, from which its base fee is calculated. */
  long commitmentWeight(int untrimmedHtlcs);

  /** What the opener pays for both anchor outputs together. */
  Satoshi anchorsCost();

  /** The expected weight of HTLC-timeout (offered) or HTLC-success (received). */
  long htlcWeight(HtlcDirection direction);

  /** The fee that is taken out of the amount of an HTLC transaction. */
  Satoshi htlcFee(HtlcDirection direction, FeeratePerKw feerate);

  /** What the counterparty's signature of an HTLC transaction covers. */
  SigHashType counterpartyHtlcSigHash();

  /** The nSequence of an HTLC transaction's input. */
  long htlcSequence();

  /** The nSequence with which the counterparty claims an HTLC output without the revocation key. */
  long htlcClaimSequence();

  /** What stands before the last OP_ENDIF of the scripts of HTLC outputs. */
  Bytes htlcScriptSuffix();

  /** The output script of {@code to_remote}. */
  Bytes toRemoteScriptPubKey(PublicKey remotePubkey);

  /** What a signature of an input that spends {@code to_remote} signs as its script code. */
  Bytes toRemoteScriptCode(PublicKey remotePubkey);

  /** The witness of {@code to_remote} behind the signature. */
  List<Bytes> toRemoteWitnessTail(PublicKey remotePubkey);

  /** The nSequence with which {@code to_remote} is claimed. */
  long toRemoteClaimSequence();
}
