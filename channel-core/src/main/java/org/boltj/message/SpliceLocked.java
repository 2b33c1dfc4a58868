package org.boltj.message;

import org.boltj.base.ChannelId;
import org.boltj.base.TxId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * splice_locked: the splice transaction is deep enough for the sender (BOLT 2, splicing).
 *
 * @param channelId the channel
 * @param spliceTxid the splice transaction
 */
public record SpliceLocked(ChannelId channelId, TxId spliceTxid) implements ChannelMessage {
  /** BOLT 2, splice_locked. */
  public static final int TYPE = 77;

  static SpliceLocked decode(WireReader in) throws DecodeException {
    SpliceLocked message = new SpliceLocked(in.channelId(), in.txId());
    MessageExtension.read(in);
    return message;
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.channelId(channelId).txId(spliceTxid);
  }
}
