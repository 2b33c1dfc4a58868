package org.boltj.channel;

/** Whether the peer is there. Not part of what is stored: a restored channel has no link. */
public enum Link {
  /** Not connected. */
  DOWN,
  /**
   * Connected; we have sent channel_reestablish and wait for that of the peer. In {@link Unproven}
   * we wait before we send ours.
   */
  REESTABLISHING,
  /** Connected and in step with the peer. */
  UP
}
