package org.boltj.gossip.message;

import org.boltj.base.BlockHash;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireMessage;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;

/**
 * gossip_timestamp_filter: which gossip the sender wants from now on (BOLT 7). Without it no
 * relayed gossip is sent.
 *
 * @param chainHash the chain
 * @param firstTimestamp the first timestamp wanted (seconds)
 * @param timestampRange how many seconds from there
 */
public record GossipTimestampFilter(BlockHash chainHash, long firstTimestamp, long timestampRange)
    implements WireMessage {
  /** BOLT 7, gossip_timestamp_filter. */
  public static final int TYPE = 265;

  /** All gossip from that time on. */
  public static GossipTimestampFilter since(BlockHash chainHash, long firstTimestamp) {
    return new GossipTimestampFilter(chainHash, firstTimestamp, 0xffffffffL);
  }

  /** No relayed gossip at all. */
  public static GossipTimestampFilter none(BlockHash chainHash) {
    return new GossipTimestampFilter(chainHash, 0xffffffffL, 0);
  }

  public static GossipTimestampFilter decode(WireReader in) throws DecodeException {
    GossipTimestampFilter message = new GossipTimestampFilter(in.chainHash(), in.u32(), in.u32());
    MessageExtension.read(in);
    return message;
  }

  /** Whether gossip of that timestamp is wanted. */
  public boolean wants(long timestamp) {
    return timestamp >= firstTimestamp && timestamp < firstTimestamp + timestampRange;
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.chainHash(chainHash).u32(firstTimestamp).u32(timestampRange);
  }
}
