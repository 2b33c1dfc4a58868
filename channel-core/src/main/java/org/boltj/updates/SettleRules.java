package org.boltj.updates;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentPreimage;
import org.boltj.crypto.Hash;

/** How HTLCs are removed (BOLT 2, "Removing an HTLC"). */
public final class SettleRules {
  /** BADONION (BOLT 4). */
  private static final int BADONION = 0x8000;

  private SettleRules() {}

  /**
   * What a settlement of ours led to.
   *
   * @param isNew false when the HTLC was settled before: nothing changed
   */
  public record Sent(Commitments commitments, boolean isNew) {}

  /** An HTLC of ours, and how the peer settles it. */
  public record Received(Commitments commitments, OutgoingHtlc htlc) {}

  /** Proposes to remove an HTLC of the peer. */
  public static Outcome<Sent, Refusal> send(Commitments c, Update.Settle settle) {
    Optional<IncomingHtlc> htlc = incoming(c.remoteCommit().allocation(), settle.id());
    if (htlc.isEmpty()) {
      boolean coming = settle.id() >= c.nextRemoteHtlcId() || isPending(c, settle.id());
      return coming
          ? Outcome.failed(new Refusal.UnknownHtlc(settle.id()))
          : Outcome.ok(new Sent(c, false));
    }
    if (isSettled(c.localChanges(), settle.id())) {
      return Outcome.ok(new Sent(c, false));
    }
    if (settle instanceof Update.Fulfill fulfill
        && !matches(fulfill.preimage(), htlc.get().paymentHash())) {
      return Outcome.failed(new Refusal.InvalidPreimage(settle.id()));
    }
    LocalChanges changes = c.localChanges();
    LocalChanges changed =
        new LocalChanges(
            Projections.append(changes.proposed(), settle), changes.signed(), changes.acked());
    return Outcome.ok(new Sent(decided(c.withLocalChanges(changed), settle.id()), true));
  }

  /** Drops the onion of an HTLC: what is done with it is known. */
  public static Commitments decided(Commitments c, long id) {
    List<Update.Add> rest = c.undecided().stream().filter(add -> add.htlc().id() != id).toList();
    return rest.size() == c.undecided().size() ? c : c.withUndecided(rest);
  }

  /** Takes the peer's proposal to remove an HTLC of ours. */
  public static Outcome<Received, PeerFault> receive(Commitments c, Update.Settle settle) {
    Optional<OutgoingHtlc> htlc = outgoing(c.localCommit().allocation(), settle.id());
    if (htlc.isEmpty() || outgoing(c.remoteCommit().allocation(), settle.id()).isEmpty()) {
      return fault("HTLC " + settle.id() + " is not committed");
    }
    RemoteChanges changes = c.remoteChanges();
    if (settles(changes.proposed(), settle.id())
        || settles(changes.acked(), settle.id())
        || settles(changes.signed(), settle.id())) {
      return fault("HTLC " + settle.id() + " is settled twice");
    }
    if (settle instanceof Update.Fulfill fulfill
        && !matches(fulfill.preimage(), htlc.get().paymentHash())) {
      return fault("the payment_preimage of HTLC " + settle.id() + " does not match");
    }
    if (settle instanceof Update.FailMalformed malformed
        && (malformed.failureCode() & BADONION) == 0) {
      return fault("failure_code " + malformed.failureCode() + " lacks BADONION");
    }
    RemoteChanges changed =
        new RemoteChanges(
            Projections.append(changes.proposed(), settle), changes.acked(), changes.signed());
    return Outcome.ok(new Received(c.withRemoteChanges(changed), htlc.get()));
  }

  /** Whether an HTLC of the peer is committed and we have not settled it. */
  public static boolean isUnsettled(Commitments c, long id) {
    return incoming(c.remoteCommit().allocation(), id).isPresent()
        && !isSettled(c.localChanges(), id);
  }

  /** Whether an HTLC of the peer is in a commitment that may still be published. */
  public static boolean isCommitted(Commitments c, long id) {
    return incoming(c.localCommit().allocation(), id).isPresent()
        || incoming(c.remoteCommit().allocation(), id).isPresent()
        || incoming(c.latestRemoteCommit().allocation(), id).isPresent();
  }

  /** Whether we have claimed an HTLC of the peer that is still committed. */
  public static boolean isFulfilled(Commitments c, long id) {
    LocalChanges changes = c.localChanges();
    return isCommitted(c, id)
        && Stream.of(changes.proposed(), changes.signed(), changes.acked())
            .flatMap(List::stream)
            .anyMatch(update -> update instanceof Update.Fulfill fulfill && fulfill.id() == id);
  }

  /**
   * Claims an HTLC that we were about to fail. Only while the peer is away: it has forgotten the
   * failure, which no commitment_signed covered (BOLT 2, "Message Retransmission").
   *
   * @return empty when the failure is signed, or there is none
   */
  public static Optional<Commitments> claimInstead(Commitments c, Update.Fulfill fulfill) {
    LocalChanges changes = c.localChanges();
    Optional<IncomingHtlc> htlc = incoming(c.remoteCommit().allocation(), fulfill.id());
    if (htlc.isEmpty()
        || !settles(changes.proposed(), fulfill.id())
        || !matches(fulfill.preimage(), htlc.get().paymentHash())) {
      return Optional.empty();
    }
    List<Update> proposed =
        changes.proposed().stream()
            .map(
                update ->
                    update instanceof Update.Settle settle && settle.id() == fulfill.id()
                        ? fulfill
                        : update)
            .toList();
    return Optional.of(
        c.withLocalChanges(new LocalChanges(proposed, changes.signed(), changes.acked())));
  }

  private static boolean isPending(Commitments c, long id) {
    return incoming(c.localCommit().allocation(), id).isPresent()
        && !isSettled(c.localChanges(), id);
  }

  private static boolean isSettled(LocalChanges changes, long id) {
    return settles(changes.proposed(), id)
        || settles(changes.signed(), id)
        || settles(changes.acked(), id);
  }

  private static boolean settles(List<Update> updates, long id) {
    for (Update update : updates) {
      if (update instanceof Update.Settle settle && settle.id() == id) {
        return true;
      }
    }
    return false;
  }

  /** Whether the payment_hash is the SHA-256 of the preimage. */
  public static boolean matches(PaymentPreimage preimage, PaymentHash hash) {
    return Hash.sha256(preimage.value()).equals(hash.value());
  }

  /** An HTLC of the peer in a commitment. */
  public static Optional<IncomingHtlc> incoming(Allocation allocation, long id) {
    for (Htlc htlc : allocation.htlcs()) {
      if (htlc instanceof IncomingHtlc incoming && incoming.id() == id) {
        return Optional.of(incoming);
      }
    }
    return Optional.empty();
  }

  /** An HTLC of ours in a commitment. */
  public static Optional<OutgoingHtlc> outgoing(Allocation allocation, long id) {
    for (Htlc htlc : allocation.htlcs()) {
      if (htlc instanceof OutgoingHtlc outgoing && outgoing.id() == id) {
        return Optional.of(outgoing);
      }
    }
    return Optional.empty();
  }

  private static Outcome<Received, PeerFault> fault(String text) {
    return Outcome.failed(new PeerFault.Disconnect(text));
  }
}
