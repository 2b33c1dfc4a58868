package org.boltj.gossip.message;

import java.util.Optional;
import org.boltj.base.BlockHash;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireMessage;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;

/**
 * query_channel_range: asks which channels were funded in a range of blocks (BOLT 7).
 *
 * @param chainHash the chain
 * @param firstBlocknum height of the first block
 * @param numberOfBlocks how many blocks, at least 1
 * @param queryOptionFlags bit 0 asks for timestamps, bit 1 for checksums
 */
public record QueryChannelRange(
    BlockHash chainHash, long firstBlocknum, long numberOfBlocks, Optional<Long> queryOptionFlags)
    implements WireMessage {
  /** BOLT 7, query_channel_range. */
  public static final int TYPE = 263;

  public static final long WANTS_TIMESTAMPS = 1;
  public static final long WANTS_CHECKSUMS = 2;

  private static final long QUERY_OPTION = 1;

  public static QueryChannelRange decode(WireReader in) throws DecodeException {
    BlockHash chainHash = in.chainHash();
    long firstBlocknum = in.u32();
    long numberOfBlocks = in.u32();
    MessageExtension extension = MessageExtension.read(in, QUERY_OPTION);
    return new QueryChannelRange(
        chainHash, firstBlocknum, numberOfBlocks, extension.get(QUERY_OPTION, WireReader::bigSize));
  }

  /** Height of the block after the range; both numbers have 32 bits, so it does not overflow. */
  public long endBlocknum() {
    return firstBlocknum + numberOfBlocks;
  }

  public boolean wantsTimestamps() {
    return (queryOptionFlags.orElse(0L) & WANTS_TIMESTAMPS) != 0;
  }

  public boolean wantsChecksums() {
    return (queryOptionFlags.orElse(0L) & WANTS_CHECKSUMS) != 0;
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.chainHash(chainHash).u32(firstBlocknum).u32(numberOfBlocks);
    MessageExtension.builder()
        .put(QUERY_OPTION, queryOptionFlags, WireWriter::bigSize)
        .writeTo(out);
  }
}
