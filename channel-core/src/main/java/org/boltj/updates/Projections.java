package org.boltj.updates;

import java.util.ArrayList;
import java.util.List;

/** Which updates the next commitments will hold. */
final class Projections {
  private Projections() {}

  /** The next commitment of the peer: what a commitment_signed of ours would carry. */
  static Projection nextRemote(Commitments c) {
    return Projection.of(
        c.latestRemoteCommit().allocation(),
        c.localChanges().proposed(),
        c.remoteChanges().acked());
  }

  /** Our next commitment: what a commitment_signed of the peer would carry. */
  static Projection nextLocal(Commitments c) {
    return Projection.of(
        c.localCommit().allocation(), c.localChanges().acked(), c.remoteChanges().proposed());
  }

  /** Our commitment once the peer has all our updates, too. */
  static Projection laterLocal(Commitments c) {
    return Projection.of(
        c.localCommit().allocation(), allLocal(c.localChanges()), c.remoteChanges().proposed());
  }

  /**
   * Our commitment with all our HTLCs, and those that the peer is about to settle still pending:
   * what the peer may count when it applies its limits to an HTLC of ours.
   */
  static Projection withUnsettled(Commitments c) {
    return Projection.of(c.localCommit().allocation(), allLocal(c.localChanges()), List.of());
  }

  private static List<Update> allLocal(LocalChanges changes) {
    if (changes.signed().isEmpty() && changes.acked().isEmpty()) {
      return changes.proposed();
    }
    List<Update> all = new ArrayList<>(changes.acked());
    all.addAll(changes.signed());
    all.addAll(changes.proposed());
    return all;
  }

  /** The list with one more at its end. */
  static List<Update> append(List<Update> updates, Update update) {
    List<Update> more = new ArrayList<>(updates.size() + 1);
    more.addAll(updates);
    more.add(update);
    return more;
  }
}
