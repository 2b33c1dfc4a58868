package org.boltj.commitment;

import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.crypto.Hash;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.SigHashType;
import org.boltj.tx.TxInput;

/** {@code option_static_remotekey} without anchors: HTLC transactions pay their own fee. */
public record StaticRemoteKey() implements CommitmentFormat {
  @Override
  public Features channelType() {
    return Features.required(Feature.OPTION_STATIC_REMOTEKEY);
  }

  @Override
  public long commitmentWeight(int untrimmedHtlcs) {
    return 724 + 172L * untrimmedHtlcs;
  }

  @Override
  public Satoshi anchorsCost() {
    return Satoshi.ZERO;
  }

  @Override
  public long htlcWeight(HtlcDirection direction) {
    return switch (direction) {
      case OFFERED -> 663;
      case RECEIVED -> 703;
    };
  }

  @Override
  public Satoshi htlcFee(HtlcDirection direction, FeeratePerKw feerate) {
    return feerate.feeFor(htlcWeight(direction));
  }

  @Override
  public SigHashType counterpartyHtlcSigHash() {
    return SigHashType.ALL;
  }

  @Override
  public long htlcSequence() {
    return 0;
  }

  @Override
  public long htlcClaimSequence() {
    return TxInput.REPLACEABLE_SEQUENCE;
  }

  @Override
  public Bytes htlcScriptSuffix() {
    return Bytes.EMPTY;
  }

  @Override
  public Bytes toRemoteScriptPubKey(PublicKey remotePubkey) {
    return ScriptTemplates.p2wpkh(remotePubkey);
  }

  @Override
  public Bytes toRemoteScriptCode(PublicKey remotePubkey) {
    return ScriptTemplates.p2pkh(Hash.hash160(remotePubkey.value()));
  }

  @Override
  public List<Bytes> toRemoteWitnessTail(PublicKey remotePubkey) {
    return List.of(remotePubkey.value());
  }

  @Override
  public long toRemoteClaimSequence() {
    return TxInput.REPLACEABLE_SEQUENCE;
  }

  @Override
  public String toString() {
    return "static_remotekey";
  }
}
