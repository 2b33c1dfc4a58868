package org.boltj.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.boltj.channel.PersistentState;
import org.boltj.payment.HtlcId;
import org.boltj.updates.Commitments;
import org.boltj.updates.Htlc;
import org.boltj.updates.OutgoingHtlc;
import org.boltj.updates.Update;

/** Reads from stored states which outgoing HTLCs exist. */
final class ForwardTracking {
  private ForwardTracking() {}

  /**
   * Takes from the slot the forwarded HTLCs whose outgoing halves are in a signed commitment of
   * that state. Once it is stored, the onions of the incoming halves are not needed any more.
   */
  static List<HtlcId> releaseDurable(ChannelSlot slot, PersistentState state) {
    Set<Long> signed = new HashSet<>();
    collect(state.commitments().latestRemoteCommit().allocation().htlcs(), h -> signed.add(h.id()));
    List<HtlcId> durable = new ArrayList<>();
    slot.notDurable.removeIf(
        forward -> signed.contains(forward.outgoingId()) && durable.add(forward.incoming()));
    return durable;
  }

  /** All HTLCs that we offered and that are not gone for good, by id. */
  static Map<Long, OutgoingHtlc> outgoing(Commitments commitments) {
    Map<Long, OutgoingHtlc> found = new HashMap<>();
    Consumer<OutgoingHtlc> add = htlc -> found.put(htlc.id(), htlc);
    collect(commitments.localCommit().allocation().htlcs(), add);
    collect(commitments.remoteCommit().allocation().htlcs(), add);
    commitments
        .nextRemoteCommit()
        .ifPresent(next -> collect(next.commit().allocation().htlcs(), add));
    collectAdds(commitments.localChanges().proposed(), add);
    collectAdds(commitments.localChanges().signed(), add);
    collectAdds(commitments.localChanges().acked(), add);
    return found;
  }

  private static void collect(List<Htlc> htlcs, Consumer<OutgoingHtlc> consumer) {
    for (Htlc htlc : htlcs) {
      if (htlc instanceof OutgoingHtlc outgoing) {
        consumer.accept(outgoing);
      }
    }
  }

  private static void collectAdds(List<Update> updates, Consumer<OutgoingHtlc> consumer) {
    for (Update update : updates) {
      if (update instanceof Update.Add add && add.htlc() instanceof OutgoingHtlc outgoing) {
        consumer.accept(outgoing);
      }
    }
  }
}
