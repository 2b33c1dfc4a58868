package org.boltj.channel;

/** The channel state machine. */
public final class Channel {
  private Channel() {}

  /** Where the event leads the channel; pure. */
  public static Transition step(ChannelData data, ChannelEvent event, Context context) {
    throw new UnsupportedOperationException();
  }
}
