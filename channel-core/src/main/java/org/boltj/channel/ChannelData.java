package org.boltj.channel;

/** A channel: its state, and beside it whether the peer is there. */
public record ChannelData(ChannelState state, Link link) {

  /** A channel that the first event, {@code Open} or {@code OpenReceived}, brings to life. */
  public static ChannelData fresh() {
    return new ChannelData(new Unopened(), Link.UP);
  }

  /** A channel from the store; its first event is {@link ChannelEvent.Restored}. */
  public static ChannelData restored(PersistentState state) {
    return new ChannelData(state, Link.DOWN);
  }

  /** Whether a {@link ChannelEvent.Sign} would send commitment_signed. */
  public boolean wantsToSign() {
    return link == Link.UP
        && state instanceof UpdatableState updatable
        && updatable.commitments().canSign();
  }
}
