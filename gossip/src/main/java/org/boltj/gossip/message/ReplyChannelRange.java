package org.boltj.gossip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.BlockHash;
import org.boltj.base.ShortChannelId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireMessage;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;

/**
 * reply_channel_range: channels that were funded in a range of blocks, one of several replies (BOLT
 * 7).
 *
 * @param chainHash the chain
 * @param firstBlocknum height of the first block of this reply
 * @param numberOfBlocks how many blocks this reply covers
 * @param syncComplete 0 when more replies follow
 * @param encodedShortIds the channels
 * @param timestamps of the channel_updates, one pair for each channel
 * @param checksums of the channel_updates, one pair for each channel
 */
public record ReplyChannelRange(
    BlockHash chainHash,
    long firstBlocknum,
    long numberOfBlocks,
    int syncComplete,
    List<ShortChannelId> encodedShortIds,
    Optional<List<ChannelUpdatePair>> timestamps,
    Optional<List<ChannelUpdatePair>> checksums)
    implements WireMessage {
  /** BOLT 7, reply_channel_range. */
  public static final int TYPE = 264;

  private static final long TIMESTAMPS_TLV = 1;
  private static final long CHECKSUMS_TLV = 3;

  public ReplyChannelRange {
    encodedShortIds = List.copyOf(encodedShortIds);
    timestamps = timestamps.map(List::copyOf);
    checksums = checksums.map(List::copyOf);
    if (!fits(timestamps, encodedShortIds) || !fits(checksums, encodedShortIds)) {
      throw new IllegalArgumentException("one pair is needed for each channel");
    }
  }

  public static ReplyChannelRange decode(WireReader in) throws DecodeException {
    BlockHash chainHash = in.chainHash();
    long firstBlocknum = in.u32();
    long numberOfBlocks = in.u32();
    int syncComplete = in.u8();
    List<ShortChannelId> ids = ShortIdEncoding.read(in);
    MessageExtension extension = MessageExtension.read(in, TIMESTAMPS_TLV, CHECKSUMS_TLV);
    Optional<List<ChannelUpdatePair>> timestamps =
        extension.get(TIMESTAMPS_TLV, ReplyChannelRange::readTimestamps);
    Optional<List<ChannelUpdatePair>> checksums =
        extension.get(CHECKSUMS_TLV, ReplyChannelRange::readPairs);
    if (!fits(timestamps, ids) || !fits(checksums, ids)) {
      throw new DecodeException("timestamps or checksums do not match " + ids.size() + " channels");
    }
    return new ReplyChannelRange(
        chainHash, firstBlocknum, numberOfBlocks, syncComplete, ids, timestamps, checksums);
  }

  private static boolean fits(
      Optional<List<ChannelUpdatePair>> pairs, List<ShortChannelId> channels) {
    return pairs.isEmpty() || pairs.get().size() == channels.size();
  }

  private static List<ChannelUpdatePair> readTimestamps(WireReader in) throws DecodeException {
    ShortIdEncoding.readType(in);
    return readPairs(in);
  }

  private static List<ChannelUpdatePair> readPairs(WireReader in) throws DecodeException {
    List<ChannelUpdatePair> pairs = new ArrayList<>(in.remaining() / 8);
    while (in.hasRemaining()) {
      pairs.add(new ChannelUpdatePair(in.u32(), in.u32()));
    }
    return pairs;
  }

  private static void writeTimestamps(WireWriter out, List<ChannelUpdatePair> pairs) {
    ShortIdEncoding.writeType(out);
    writePairs(out, pairs);
  }

  private static void writePairs(WireWriter out, List<ChannelUpdatePair> pairs) {
    pairs.forEach(pair -> out.u32(pair.nodeId1()).u32(pair.nodeId2()));
  }

  /** Height of the block after the range; both numbers have 32 bits, so it does not overflow. */
  public long endBlocknum() {
    return firstBlocknum + numberOfBlocks;
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.chainHash(chainHash).u32(firstBlocknum).u32(numberOfBlocks).u8(syncComplete);
    ShortIdEncoding.write(out, encodedShortIds);
    MessageExtension.builder()
        .put(TIMESTAMPS_TLV, timestamps, ReplyChannelRange::writeTimestamps)
        .put(CHECKSUMS_TLV, checksums, ReplyChannelRange::writePairs)
        .writeTo(out);
  }
}
