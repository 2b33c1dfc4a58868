package org.boltj.updates;

import java.util.List;
import java.util.Optional;
import org.boltj.base.ChannelId;
import org.boltj.base.PublicKey;
import org.boltj.keys.ReceivedSecrets;

/**
 * Both sides' commitments and the updates on their way into them. Immutable.
 *
 * @param nextRemoteCommit present while we wait for the peer's revoke_and_ack
 * @param remoteNextPerCommitmentPoint point of the peer for the commitment that we sign next
 * @param nextLocalHtlcId id of the next HTLC that we offer
 * @param nextRemoteHtlcId id of the next HTLC that the peer offers
 * @param undecided HTLCs of the peer, committed for good, whose onion is still to be acted upon
 * @param remoteSecrets of the peer's revoked commitments
 */
public record Commitments(
    ChannelParams params,
    LocalChanges localChanges,
    RemoteChanges remoteChanges,
    LocalCommit localCommit,
    RemoteCommit remoteCommit,
    Optional<NextRemoteCommit> nextRemoteCommit,
    PublicKey remoteNextPerCommitmentPoint,
    long nextLocalHtlcId,
    long nextRemoteHtlcId,
    List<Update.Add> undecided,
    ReceivedSecrets remoteSecrets) {
  public Commitments {
    undecided = List.copyOf(undecided);
  }

  public ChannelId channelId() {
    return params.channelId();
  }

  /** The newest commitment of the peer that we have signed. */
  public RemoteCommit latestRemoteCommit() {
    return nextRemoteCommit.map(NextRemoteCommit::commit).orElse(remoteCommit);
  }

  /** Whether a commitment_signed of ours would carry an update. */
  public boolean hasUnsignedChanges() {
    return !localChanges.proposed().isEmpty() || !remoteChanges.acked().isEmpty();
  }

  /** Whether commitment_signed may and should be sent now (the peer being connected). */
  public boolean canSign() {
    return nextRemoteCommit.isEmpty() && hasUnsignedChanges();
  }

  /** Whether any HTLC is in a commitment that may still be published, or on its way into one. */
  public boolean hasPendingHtlcs() {
    return !localCommit.allocation().htlcs().isEmpty()
        || !remoteCommit.allocation().htlcs().isEmpty()
        || (nextRemoteCommit.isPresent()
            && !nextRemoteCommit.get().commit().allocation().htlcs().isEmpty())
        || hasAdd(localChanges.proposed())
        || hasAdd(remoteChanges.proposed())
        || hasAdd(localChanges.acked())
        || hasAdd(remoteChanges.acked());
  }

  /** Whether no HTLC is left and both commitments hold all updates (BOLT 2, closing). */
  public boolean isQuiet() {
    return nextRemoteCommit.isEmpty()
        && localChanges.isEmpty()
        && remoteChanges.isEmpty()
        && !hasPendingHtlcs();
  }

  private static boolean hasAdd(List<Update> updates) {
    return updates.stream().anyMatch(Update.Add.class::isInstance);
  }

  public Commitments withLocalChanges(LocalChanges changed) {
    return new Commitments(
        params,
        changed,
        remoteChanges,
        localCommit,
        remoteCommit,
        nextRemoteCommit,
        remoteNextPerCommitmentPoint,
        nextLocalHtlcId,
        nextRemoteHtlcId,
        undecided,
        remoteSecrets);
  }

  public Commitments withRemoteChanges(RemoteChanges changed) {
    return new Commitments(
        params,
        localChanges,
        changed,
        localCommit,
        remoteCommit,
        nextRemoteCommit,
        remoteNextPerCommitmentPoint,
        nextLocalHtlcId,
        nextRemoteHtlcId,
        undecided,
        remoteSecrets);
  }

  public Commitments withNextLocalHtlcId(long id) {
    return new Commitments(
        params,
        localChanges,
        remoteChanges,
        localCommit,
        remoteCommit,
        nextRemoteCommit,
        remoteNextPerCommitmentPoint,
        id,
        nextRemoteHtlcId,
        undecided,
        remoteSecrets);
  }

  public Commitments withNextRemoteHtlcId(long id) {
    return new Commitments(
        params,
        localChanges,
        remoteChanges,
        localCommit,
        remoteCommit,
        nextRemoteCommit,
        remoteNextPerCommitmentPoint,
        nextLocalHtlcId,
        id,
        undecided,
        remoteSecrets);
  }

  public Commitments withRemoteNextPerCommitmentPoint(PublicKey point) {
    return new Commitments(
        params,
        localChanges,
        remoteChanges,
        localCommit,
        remoteCommit,
        nextRemoteCommit,
        point,
        nextLocalHtlcId,
        nextRemoteHtlcId,
        undecided,
        remoteSecrets);
  }

  public Commitments withUndecided(List<Update.Add> changed) {
    return new Commitments(
        params,
        localChanges,
        remoteChanges,
        localCommit,
        remoteCommit,
        nextRemoteCommit,
        remoteNextPerCommitmentPoint,
        nextLocalHtlcId,
        nextRemoteHtlcId,
        changed,
        remoteSecrets);
  }
}
