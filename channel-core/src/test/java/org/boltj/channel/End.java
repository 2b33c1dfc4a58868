package org.boltj.channel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.boltj.base.TxId;
import org.boltj.tx.Transaction;

/**
 * One end of a {@link Conversation}, as a value.
 *
 * @param data the channel
 * @param stored what a crash leaves
 * @param goals what it still wants, in order
 * @param tail what it sent last
 * @param outcomes what became of its payments, by number
 * @param published what it published: the reason by transaction
 * @param funding the funding transaction, if it was made here
 * @param notes other things that happened: "announced"
 * @param height of its best block
 */
record End(
    ChannelData data,
    Optional<PersistentState> stored,
    List<Goal> goals,
    Tail tail,
    Map<Integer, String> outcomes,
    Map<TxId, Transaction> published,
    Optional<Transaction> funding,
    Set<String> notes,
    int height) {
  End {
    goals = List.copyOf(goals);
    outcomes = Map.copyOf(outcomes);
    published = Map.copyOf(published);
    notes = Set.copyOf(notes);
  }

  static End of(TestSide side, List<Goal> goals) {
    return new End(
        side.data,
        side.stored,
        goals,
        Tail.NONE,
        Map.of(),
        Map.of(),
        Optional.empty(),
        Set.of(),
        side.chain.height());
  }

  /** The channel's state; empty as long as, or once, there is nothing to lose. */
  Optional<PersistentState> state() {
    return data.state() instanceof PersistentState state ? Optional.of(state) : Optional.empty();
  }

  boolean isGone() {
    return data.state() instanceof Gone;
  }
}
