package org.boltj.sim.fault;

import java.util.List;
import java.util.OptionalInt;
import org.boltj.channel.Closed;
import org.boltj.channel.PersistentState;
import org.boltj.store.StoreException;
import org.boltj.updates.IncomingHtlc;

/** The channels of a node as its disk has them. */
public record StoredChannels(List<PersistentState> all) {
  public static StoredChannels of(TrialNode node) {
    try {
      return new StoredChannels(node.store().load().channels());
    } catch (StoreException e) {
      throw new IllegalStateException("what is stored cannot be read", e);
    }
  }

  /** Those that are not over. */
  public List<PersistentState> open() {
    return all.stream().filter(state -> !(state instanceof Closed)).toList();
  }

  OptionalInt earliestIncomingExpiry() {
    return open().stream()
        .flatMap(state -> state.commitments().localCommit().allocation().htlcs().stream())
        .filter(IncomingHtlc.class::isInstance)
        .mapToInt(htlc -> (int) htlc.cltvExpiry().height())
        .min();
  }
}
