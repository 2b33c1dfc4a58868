package org.boltj.gossip.message;

import org.boltj.base.BlockHash;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireMessage;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;

/**
 * reply_short_channel_ids_end: all that was asked for has been sent (BOLT 7).
 *
 * @param chainHash the chain
 * @param fullInformation 0 when the sender does not keep up with that chain
 */
public record ReplyShortChannelIdsEnd(BlockHash chainHash, int fullInformation)
    implements WireMessage {
  /** BOLT 7, reply_short_channel_ids_end. */
  public static final int TYPE = 262;

  public static ReplyShortChannelIdsEnd decode(WireReader in) throws DecodeException {
    ReplyShortChannelIdsEnd message = new ReplyShortChannelIdsEnd(in.chainHash(), in.u8());
    MessageExtension.read(in);
    return message;
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.chainHash(chainHash).u8(fullInformation);
  }
}
