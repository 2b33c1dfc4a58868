package org.boltj.updates;

import java.util.List;

/**
 * Our updates on their way into both commitments.
 *
 * @param proposed not yet in a commitment_signed of ours; sent to the peer while it is connected
 * @param signed in our last commitment_signed, which the peer has not answered yet
 * @param acked in the peer's commitment for good, not yet in ours
 */
public record LocalChanges(List<Update> proposed, List<Update> signed, List<Update> acked) {
  public static final LocalChanges NONE = new LocalChanges(List.of(), List.of(), List.of());

  public LocalChanges {
    proposed = List.copyOf(proposed);
    signed = List.copyOf(signed);
    acked = List.copyOf(acked);
  }

  public boolean isEmpty() {
    return proposed.isEmpty() && signed.isEmpty() && acked.isEmpty();
  }
}
