package org.boltj.sign;

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
import org.boltj.tx.Transaction;

/**
 * Remembers the points and public keys of the last few commitments. Those of the next commitments
 * are known long before these are signed, and cost as much as the signatures: {@link #prepareLocal}
 * and {@link #prepareRemote} derive them while the peer is waited for. Holds nothing secret. Not
 * for several threads.
 */
public final class ForesightedSigner implements ChannelSigner {
  /** Both sides' present and next commitments, and one that is being replaced. */
  private static final int REMEMBERED = 5;

  private final ChannelSigner signer;
  private final RecentKeys keys;
  private final Map<Long, PublicKey> points =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, PublicKey> eldest) {
          return size() > REMEMBERED;
        }
      };

  public ForesightedSigner(ChannelSigner signer) {
    this(signer, new RecentKeys(REMEMBERED));
  }

  /** With a memory of keys that it shares with other signers. */
  public ForesightedSigner(ChannelSigner signer, RecentKeys keys) {
    this.signer = signer;
    this.keys = keys;
  }

  /** Derives what our commitment with that number needs, and the point that is told after it. */
  public void prepareLocal(long commitmentNumber, ChannelBasepoints remote) {
    complete(commitmentKeys(basepoints(), remote, perCommitmentPoint(commitmentNumber)));
    perCommitmentPoint(commitmentNumber + 1);
  }

  /** Derives what the peer's commitment with that point needs. */
  public void prepareRemote(ChannelBasepoints remote, PublicKey perCommitmentPoint) {
    complete(commitmentKeys(remote, basepoints(), perCommitmentPoint));
  }

  private static void complete(CommitmentKeys commitment) {
    commitment.htlcPubkey();
    commitment.counterpartyHtlcPubkey();
  }

  @Override
  public PublicKey perCommitmentPoint(long commitmentNumber) {
    return points.computeIfAbsent(commitmentNumber, signer::perCommitmentPoint);
  }

  @Override
  public CommitmentKeys commitmentKeys(
      ChannelBasepoints holder, ChannelBasepoints counterparty, PublicKey perCommitmentPoint) {
    return keys.of(signer, holder, counterparty, perCommitmentPoint);
  }

  @Override
  public ChannelBasepoints basepoints() {
    return signer.basepoints();
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
