package org.boltj.channel;

import org.boltj.updates.Commitments;

/**
 * A bug was met. Nothing is sent and nothing is broadcast; a person has to look, and may close the
 * channel by force. Only what somebody else's spend of the funding output leaves us is claimed.
 *
 * @param last the state before the step that failed
 */
public record Frozen(PersistentState last, String what) implements PersistentState {
  @Override
  public Commitments commitments() {
    return last.commitments();
  }
}
