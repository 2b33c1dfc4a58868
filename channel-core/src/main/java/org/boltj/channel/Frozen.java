package org.boltj.channel;

import org.boltj.updates.Commitments;

/**
 * A bug was met. Nothing is sent to the peer and nothing new is decided; a person has to look, and
 * may close the channel by force. What happens on the chain depends on the last state:
 *
 * <ul>
 *   <li>A channel in use is not broadcast. When its funding output is spent by somebody else, it is
 *       {@link Closing} again, and what is ours is claimed.
 *   <li>A {@link Closing} channel goes on to watch, to publish what it had decided to publish, and
 *       to claim what is ours, because claims have deadlines that wait for nobody. It stays frozen
 *       until it is {@link Closed}, or until a person closes it by force, which watches and
 *       publishes all of it once more. The one event whose step failed is lost to it.
 *   <li>{@link DataLoss} and {@link Closed} never broadcast.
 * </ul>
 *
 * @param last the state before the step that failed
 */
public record Frozen(PersistentState last, String what) implements PersistentState {
  @Override
  public Commitments commitments() {
    return last.commitments();
  }
}
