package org.boltj.channel;

import org.boltj.updates.Commitments;

/**
 * The state comes from a copy that may be old: publishing an old commitment would lose all. Nothing
 * is published until the peer has shown, by its own channel_reestablish, that it knows of nothing
 * newer; then the channel goes on. As a peer that lies could repeat our numbers, ours are sent only
 * after the peer's. What is left is a peer that guesses them; a wrong guess ends in {@link
 * DataLoss}.
 *
 * @param last the state of the copy
 * @param told whether the peer may have heard our numbers; nothing that it says proves them then
 */
public record Unproven(PersistentState last, boolean told) implements PersistentState {

  /** A state of which the peer has not heard the numbers. */
  public Unproven(PersistentState last) {
    this(last, false);
  }

  Unproven withLast(PersistentState after) {
    return new Unproven(after, told);
  }

  /**
   * A state out of such a copy. States in which no commitment of ours is published any more, or was
   * already, stay as they are.
   */
  public static PersistentState doubt(PersistentState state) {
    return switch (state) {
      case WaitForFundingConfirmed s -> new Unproven(s);
      case WaitForChannelReady s -> new Unproven(s);
      case UpdatableState s -> new Unproven(s);
      case NegotiatingClose s -> new Unproven(s);
      case Frozen s -> new Frozen(doubt(s.last()), s.what());
      case Closing s -> s;
      case Closed s -> s;
      case DataLoss s -> s;
      case Unproven s -> s;
    };
  }

  /** Whether a commitment of ours may be published out of that state, now or later. */
  public static boolean mayPublish(PersistentState state) {
    PersistentState last = state instanceof Frozen frozen ? frozen.last() : state;
    return doubt(last) instanceof Unproven;
  }

  @Override
  public Commitments commitments() {
    return last.commitments();
  }
}
