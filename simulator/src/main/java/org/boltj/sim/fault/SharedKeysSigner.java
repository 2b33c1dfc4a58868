package org.boltj.sim.fault;

import java.util.LinkedHashMap;
import java.util.Map;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.base.Signature;
import org.boltj.commitment.ClosingTx;
import org.boltj.commitment.CommitmentSignatures;
import org.boltj.commitment.CommitmentTx;
import org.boltj.commitment.HtlcTx;
import org.boltj.commitment.OutputSpend;
import org.boltj.keys.ChannelBasepoints;
import org.boltj.keys.CommitmentKeys;
import org.boltj.sign.ChannelSigner;
import org.boltj.tx.Transaction;

/**
 * A signer whose public keys of commitments are derived once for both sides of a channel: they are
 * in one process here, and the derivation would cost more than all signatures. Every signature is
 * made and verified.
 */
final class SharedKeysSigner implements ChannelSigner {
  /** What the signers of one world have derived last. */
  static final class Cache extends LinkedHashMap<Holding, CommitmentKeys> {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 500;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Holding, CommitmentKeys> eldest) {
      return size() > MOST;
    }
  }

  /** Whose commitment. */
  record Holding(
      ChannelBasepoints holder, ChannelBasepoints counterparty, PublicKey perCommitmentPoint) {
    @Override
    public int hashCode() {
      return perCommitmentPoint.hashCode();
    }
  }

  private final ChannelSigner signer;
  private final Cache cache;

  SharedKeysSigner(ChannelSigner signer, Cache cache) {
    this.signer = signer;
    this.cache = cache;
  }

  @Override
  public CommitmentKeys commitmentKeys(
      ChannelBasepoints holder, ChannelBasepoints counterparty, PublicKey perCommitmentPoint) {
    return cache.computeIfAbsent(
        new Holding(holder, counterparty, perCommitmentPoint),
        holding -> signer.commitmentKeys(holder, counterparty, perCommitmentPoint));
  }

  @Override
  public ChannelBasepoints basepoints() {
    return signer.basepoints();
  }

  @Override
  public PublicKey perCommitmentPoint(long commitmentNumber) {
    return signer.perCommitmentPoint(commitmentNumber);
  }

  @Override
  public PrivateKey releaseSecret(long commitmentNumber) {
    return signer.releaseSecret(commitmentNumber);
  }

  @Override
  public CommitmentSignatures signRemoteCommitment(CommitmentTx remoteCommitment) {
    return signer.signRemoteCommitment(remoteCommitment);
  }

  @Override
  public Signature signLocalCommitment(CommitmentTx localCommitment) {
    return signer.signLocalCommitment(localCommitment);
  }

  @Override
  public Signature signLocalHtlcTx(HtlcTx htlcTx, Transaction tx) {
    return signer.signLocalHtlcTx(htlcTx, tx);
  }

  @Override
  public Signature signClosing(ClosingTx closing) {
    return signer.signClosing(closing);
  }

  @Override
  public Signature signSpend(Transaction tx, int inputIndex, OutputSpend spend) {
    return signer.signSpend(tx, inputIndex, spend);
  }

  @Override
  public Signature signAnnouncement(Bytes hash) {
    return signer.signAnnouncement(hash);
  }
}
