package org.boltj.onchain;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.Satoshi;
import org.boltj.commitment.CommitmentFees;
import org.boltj.commitment.HtlcDirection;
import org.boltj.updates.Allocation;
import org.boltj.updates.ChannelParams;
import org.boltj.updates.Commitments;
import org.boltj.updates.Htlc;
import org.boltj.updates.IncomingHtlc;
import org.boltj.updates.NextRemoteCommit;
import org.boltj.updates.OutgoingHtlc;
import org.boltj.updates.SettleRules;
import org.boltj.updates.Update;

/** The HTLCs in any commitment that may still be published, and the preimages that we have. */
final class KnownHtlcs {
  private final Map<Long, OutgoingHtlc> outgoing = new LinkedHashMap<>();
  private final Map<Long, IncomingHtlc> incoming = new LinkedHashMap<>();
  private final Map<Long, PaymentPreimage> fulfilled = new LinkedHashMap<>();
  private final Set<Long> claimedByPeer = new HashSet<>();
  private final List<PaymentPreimage> learnt;
  private final Commitments commitments;

  KnownHtlcs(Commitments c, OnChainState state) {
    commitments = c;
    learnt = state.preimages();
    collect(c.localCommit().allocation());
    collect(c.remoteCommit().allocation());
    c.nextRemoteCommit().map(NextRemoteCommit::commit).ifPresent(n -> collect(n.allocation()));
    for (List<Update> updates :
        List.of(c.localChanges().proposed(), c.localChanges().signed(), c.localChanges().acked())) {
      for (Update update : updates) {
        if (update instanceof Update.Fulfill fulfill) {
          fulfilled.put(fulfill.id(), fulfill.preimage());
        }
      }
    }
    for (List<Update> updates :
        List.of(
            c.remoteChanges().proposed(), c.remoteChanges().acked(), c.remoteChanges().signed())) {
      for (Update update : updates) {
        if (update instanceof Update.Fulfill fulfill) {
          claimedByPeer.add(fulfill.id());
        }
      }
    }
  }

  /** Whether the peer has shown us the preimage of an HTLC of ours before the channel closed. */
  boolean isClaimed(OutgoingHtlc htlc) {
    return claimedByPeer.contains(htlc.id());
  }

  private void collect(Allocation allocation) {
    for (Htlc htlc : allocation.htlcs()) {
      switch (htlc) {
        case OutgoingHtlc out -> outgoing.put(out.id(), out);
        case IncomingHtlc in -> incoming.put(in.id(), in);
      }
    }
  }

  Iterable<OutgoingHtlc> allOutgoing() {
    return outgoing.values();
  }

  Iterable<IncomingHtlc> allIncoming() {
    return incoming.values();
  }

  Optional<OutgoingHtlc> outgoing(long id) {
    return Optional.ofNullable(outgoing.get(id));
  }

  /** Whether no commitment that may be published has an output for this HTLC. */
  boolean isTrimmed(OutgoingHtlc htlc) {
    return isTrimmed(commitments.localCommit().allocation(), htlc, true)
        && isTrimmed(commitments.remoteCommit().allocation(), htlc, false)
        && isTrimmed(commitments.latestRemoteCommit().allocation(), htlc, false);
  }

  private boolean isTrimmed(Allocation allocation, OutgoingHtlc htlc, boolean localHolder) {
    return isTooSmall(allocation, htlc, localHolder)
        || SettleRules.outgoing(allocation, htlc.id()).isEmpty();
  }

  /** Whether the commitment of that holder has no output for an HTLC of that amount (BOLT 3). */
  boolean isTooSmall(Allocation allocation, Htlc htlc, boolean localHolder) {
    ChannelParams params = commitments.params();
    HtlcDirection direction =
        htlc instanceof OutgoingHtlc == localHolder
            ? HtlcDirection.OFFERED
            : HtlcDirection.RECEIVED;
    Satoshi dustLimit = localHolder ? params.local().dustLimit() : params.remote().dustLimit();
    Satoshi threshold =
        CommitmentFees.trimThreshold(params.format(), dustLimit, allocation.feerate(), direction);
    return htlc.amount().toSatoshi().isLessThan(threshold);
  }

  /** The preimage of an HTLC of the peer, if we may claim it. */
  Optional<PaymentPreimage> preimage(long id, PaymentHash hash) {
    PaymentPreimage known = fulfilled.get(id);
    return known != null
        ? Optional.of(known)
        : learnt.stream().filter(p -> SettleRules.matches(p, hash)).findFirst();
  }
}
