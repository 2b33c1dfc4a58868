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
 * query_short_channel_ids: asks for what is known about some channels (BOLT 7).
 *
 * @param chainHash the chain
 * @param encodedShortIds the channels, at most about 8000
 * @param queryFlags for each channel the sum of the {@code WANTS_} flags; without them all is
 *     wanted
 */
public record QueryShortChannelIds(
    BlockHash chainHash, List<ShortChannelId> encodedShortIds, Optional<List<Long>> queryFlags)
    implements WireMessage {
  /** BOLT 7, query_short_channel_ids. */
  public static final int TYPE = 261;

  public static final long WANTS_CHANNEL_ANNOUNCEMENT = 1;
  public static final long WANTS_CHANNEL_UPDATE_1 = 2;
  public static final long WANTS_CHANNEL_UPDATE_2 = 4;
  public static final long WANTS_NODE_ANNOUNCEMENT_1 = 8;
  public static final long WANTS_NODE_ANNOUNCEMENT_2 = 16;
  public static final long WANTS_ALL = 31;

  private static final long QUERY_FLAGS = 1;

  public QueryShortChannelIds {
    encodedShortIds = List.copyOf(encodedShortIds);
    queryFlags = queryFlags.map(List::copyOf);
    if (queryFlags.isPresent() && queryFlags.get().size() != encodedShortIds.size()) {
      throw new IllegalArgumentException(
          queryFlags.get().size() + " flags for " + encodedShortIds.size() + " channels");
    }
  }

  public static QueryShortChannelIds decode(WireReader in) throws DecodeException {
    BlockHash chainHash = in.chainHash();
    List<ShortChannelId> ids = ShortIdEncoding.read(in);
    MessageExtension extension = MessageExtension.read(in, QUERY_FLAGS);
    Optional<List<Long>> flags = extension.get(QUERY_FLAGS, QueryShortChannelIds::readFlags);
    if (flags.isPresent() && flags.get().size() != ids.size()) {
      throw new DecodeException(flags.get().size() + " flags for " + ids.size() + " channels");
    }
    return new QueryShortChannelIds(chainHash, ids, flags);
  }

  private static List<Long> readFlags(WireReader in) throws DecodeException {
    ShortIdEncoding.readType(in);
    List<Long> flags = new ArrayList<>();
    while (in.hasRemaining()) {
      flags.add(in.bigSize());
    }
    return flags;
  }

  private static void writeFlags(WireWriter out, List<Long> flags) {
    ShortIdEncoding.writeType(out);
    flags.forEach(out::bigSize);
  }

  /** What is wanted about the channel at that place of the list. */
  public long flagsOf(int index) {
    return queryFlags.map(flags -> flags.get(index)).orElse(WANTS_ALL);
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.chainHash(chainHash);
    ShortIdEncoding.write(out, encodedShortIds);
    MessageExtension.builder()
        .put(QUERY_FLAGS, queryFlags, QueryShortChannelIds::writeFlags)
        .writeTo(out);
  }
}
