package org.boltj.onchain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentPreimage;
import org.boltj.updates.Allocation;
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
  private final List<PaymentPreimage> learnt;

  KnownHtlcs(Commitments c, OnChainState state) {
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

  /** The preimage of an HTLC of the peer, if we may claim it. */
  Optional<PaymentPreimage> preimage(long id, PaymentHash hash) {
    PaymentPreimage known = fulfilled.get(id);
    return known != null
        ? Optional.of(known)
        : learnt.stream().filter(p -> SettleRules.matches(p, hash)).findFirst();
  }
}
