package org.boltj.updates;

import org.boltj.base.PublicKey;
import org.boltj.commitment.CommitmentParams;
import org.boltj.commitment.CommitmentTx;
import org.boltj.commitment.FundingInput;
import org.boltj.commitment.FundingScript;
import org.boltj.keys.CommitmentKeys;
import org.boltj.keys.ObscuredCommitmentNumber;
import org.boltj.sign.ChannelSigner;

/** Builds the transactions of both sides' commitments (BOLT 3). */
public final class CommitmentTxs {
  private CommitmentTxs() {}

  /** What our commitments share. */
  public static CommitmentParams localParams(ChannelParams p) {
    return new CommitmentParams(
        p.format(),
        p.funding(),
        p.capacity(),
        p.localIsOpener(),
        p.local().dustLimit(),
        p.remote().toSelfDelay(),
        p.localBasepoints(),
        p.remoteBasepoints());
  }

  /** What the peer's commitments share. */
  public static CommitmentParams remoteParams(ChannelParams p) {
    return new CommitmentParams(
        p.format(),
        p.funding(),
        p.capacity(),
        !p.localIsOpener(),
        p.remote().dustLimit(),
        p.local().toSelfDelay(),
        p.remoteBasepoints(),
        p.localBasepoints());
  }

  /** Our commitment. */
  public static CommitmentTx local(
      ChannelParams params, long number, PublicKey perCommitmentPoint, Allocation allocation) {
    return CommitmentTx.build(
        localParams(params), number, perCommitmentPoint, allocation.specOf(true));
  }

  /** Our commitment, with keys from the signer, who may have them ready. */
  public static CommitmentTx local(
      ChannelParams params,
      long number,
      PublicKey perCommitmentPoint,
      Allocation allocation,
      ChannelSigner signer) {
    CommitmentParams holders = localParams(params);
    CommitmentKeys keys =
        signer.commitmentKeys(holders.holder(), holders.counterparty(), perCommitmentPoint);
    return CommitmentTx.build(holders, number, keys, allocation.specOf(true));
  }

  /** A commitment of the peer, with keys from the signer, who may have them ready. */
  public static CommitmentTx remote(
      ChannelParams params,
      long number,
      PublicKey perCommitmentPoint,
      Allocation allocation,
      ChannelSigner signer) {
    CommitmentParams holders = remoteParams(params);
    CommitmentKeys keys =
        signer.commitmentKeys(holders.holder(), holders.counterparty(), perCommitmentPoint);
    return CommitmentTx.build(holders, number, keys, allocation.specOf(false));
  }

  /** A commitment of the peer. */
  public static CommitmentTx remote(
      ChannelParams params, long number, PublicKey perCommitmentPoint, Allocation allocation) {
    return CommitmentTx.build(
        remoteParams(params), number, perCommitmentPoint, allocation.specOf(false));
  }

  /** A commitment of the peer. */
  public static CommitmentTx remote(ChannelParams params, RemoteCommit commit) {
    return remote(params, commit.number(), commit.perCommitmentPoint(), commit.allocation());
  }

  /** The funding output as an input. */
  public static FundingInput fundingInput(ChannelParams p) {
    return new FundingInput(p.funding(), p.capacity(), fundingScript(p));
  }

  public static FundingScript fundingScript(ChannelParams p) {
    return FundingScript.of(
        p.localBasepoints().fundingPubkey(), p.remoteBasepoints().fundingPubkey());
  }

  /** Hides the commitment numbers of both sides. */
  public static ObscuredCommitmentNumber obscuredNumber(ChannelParams p) {
    return localParams(p).obscuredCommitmentNumber();
  }
}
