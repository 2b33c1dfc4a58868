package org.boltj.channel;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.FeeratePerKw;
import org.boltj.message.AnnouncementSignatures;
import org.boltj.updates.Commitments;

/**
 * HTLCs flow.
 *
 * @param remoteAnnouncement the peer's half of the announcement, once received
 * @param announced whether both halves are exchanged
 * @param localShutdown the script of our shutdown, once sent or waiting to be sent
 * @param shutdownSent whether our shutdown has been sent (on any connection)
 * @param closeFeerate what our closing transaction should pay, if we were told
 * @param announcementSent whether our half of the announcement went out on this connection; not
 *     stored
 */
public record Normal(
    Commitments commitments,
    FundingStatus funding,
    Optional<AnnouncementSignatures> remoteAnnouncement,
    boolean announced,
    Optional<Bytes> localShutdown,
    boolean shutdownSent,
    Optional<Bytes> remoteShutdown,
    Optional<FeeratePerKw> closeFeerate,
    boolean announcementSent)
    implements UpdatableState {
  @Override
  public Normal withCommitments(Commitments changed) {
    return new Normal(
        changed,
        funding,
        remoteAnnouncement,
        announced,
        localShutdown,
        shutdownSent,
        remoteShutdown,
        closeFeerate,
        announcementSent);
  }

  @Override
  public Normal withFunding(FundingStatus changed) {
    return new Normal(
        commitments,
        changed,
        remoteAnnouncement,
        announced,
        localShutdown,
        shutdownSent,
        remoteShutdown,
        closeFeerate,
        announcementSent);
  }

  Normal withAnnouncement(Optional<AnnouncementSignatures> remote, boolean done) {
    return new Normal(
        commitments,
        funding,
        remote,
        done,
        localShutdown,
        shutdownSent,
        remoteShutdown,
        closeFeerate,
        announcementSent);
  }

  Normal withShutdown(
      Optional<Bytes> local, boolean sent, Optional<Bytes> remote, Optional<FeeratePerKw> feerate) {
    return new Normal(
        commitments,
        funding,
        remoteAnnouncement,
        announced,
        local,
        sent,
        remote,
        feerate,
        announcementSent);
  }

  Normal withAnnouncementSent(boolean sent) {
    return new Normal(
        commitments,
        funding,
        remoteAnnouncement,
        announced,
        localShutdown,
        shutdownSent,
        remoteShutdown,
        closeFeerate,
        sent);
  }
}
