package org.boltj.message;

import org.boltj.base.ChannelId;
import org.boltj.codec.WireMessage;

/** A message about one channel that has its channel_id. */
public interface ChannelMessage extends WireMessage {
  ChannelId channelId();
}
