package org.boltj.message;

import org.boltj.base.ChannelId;
import org.boltj.codec.WireMessage;

/** A message about one channel that has no channel_id yet, because its funding is not known. */
public interface TemporaryChannelMessage extends WireMessage {
  ChannelId temporaryChannelId();
}
