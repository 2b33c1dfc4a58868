package org.boltj.updates;

import java.util.List;

/**
 * The peer's updates on their way into both commitments.
 *
 * @param proposed not yet in a commitment_signed of the peer; forgotten when the connection ends
 * @param acked in our commitment, not yet in a commitment_signed of ours
 * @param signed in our last commitment_signed too, which the peer has not answered yet
 */
public record RemoteChanges(List<Update> proposed, List<Update> acked, List<Update> signed) {
  public static final RemoteChanges NONE = new RemoteChanges(List.of(), List.of(), List.of());

  public RemoteChanges {
    proposed = List.copyOf(proposed);
    acked = List.copyOf(acked);
    signed = List.copyOf(signed);
  }

  public boolean isEmpty() {
    return proposed.isEmpty() && acked.isEmpty() && signed.isEmpty();
  }
}
