package org.boltj.sim.invariant;

import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;

/** What can be seen of an encoded message without decoding it. */
final class Messages {
  private Messages() {}

  static int type(Bytes message) {
    return message.unsigned(0) << 8 | message.unsigned(1);
  }

  /** Of a message that begins with its channel_id. */
  static ChannelId channelId(Bytes message) {
    return new ChannelId(message.slice(2, 34));
  }
}
