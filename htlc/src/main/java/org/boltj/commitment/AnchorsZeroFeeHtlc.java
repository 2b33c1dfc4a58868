package org.boltj.commitment;

import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.tx.Op;
import org.boltj.tx.ScriptBuilder;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.SigHashType;

/**
 * {@code option_anchors}: HTLC transactions pay no fee of their own, others can add inputs to them,
 * and all outputs but the anchors wait for one confirmation at least.
 */
public record AnchorsZeroFeeHtlc() implements CommitmentFormat {
  private static final Satoshi BOTH_ANCHORS = CommitmentScripts.ANCHOR_AMOUNT.times(2);
  private static final Bytes HTLC_SUFFIX =
      new ScriptBuilder().op(Op.ONE, Op.CHECKSEQUENCEVERIFY, Op.DROP).build();

  @Override
  public Features channelType() {
    return Features.required(Feature.OPTION_STATIC_REMOTEKEY, Feature.OPTION_ANCHORS);
  }

  @Override
  public long commitmentWeight(int untrimmedHtlcs) {
    return 1124 + 172L * untrimmedHtlcs;
  }

  @Override
  public Satoshi anchorsCost() {
    return BOTH_ANCHORS;
  }

  @Override
  public long htlcWeight(HtlcDirection direction) {
    return switch (direction) {
      case OFFERED -> 666;
      case RECEIVED -> 706;
    };
  }

  @Override
  public Satoshi htlcFee(HtlcDirection direction, FeeratePerKw feerate) {
    return Satoshi.ZERO;
  }

  @Override
  public SigHashType counterpartyHtlcSigHash() {
    return SigHashType.SINGLE_ANYONECANPAY;
  }

  @Override
  public long htlcSequence() {
    return 1;
  }

  @Override
  public long htlcClaimSequence() {
    return 1;
  }

  @Override
  public Bytes htlcScriptSuffix() {
    return HTLC_SUFFIX;
  }

  @Override
  public Bytes toRemoteScriptPubKey(PublicKey remotePubkey) {
    return ScriptTemplates.p2wsh(toRemoteScriptCode(remotePubkey));
  }

  @Override
  public Bytes toRemoteScriptCode(PublicKey remotePubkey) {
    return new ScriptBuilder()
        .push(remotePubkey)
        .op(Op.CHECKSIGVERIFY, Op.ONE, Op.CHECKSEQUENCEVERIFY)
        .build();
  }

  @Override
  public List<Bytes> toRemoteWitnessTail(PublicKey remotePubkey) {
    return List.of(toRemoteScriptCode(remotePubkey));
  }

  @Override
  public long toRemoteClaimSequence() {
    return 1;
  }

  @Override
  public String toString() {
    return "anchors_zero_fee_htlc_tx";
  }
}
