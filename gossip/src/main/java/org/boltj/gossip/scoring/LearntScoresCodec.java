package org.boltj.gossip.scoring;

import java.util.ArrayList;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.ShortChannelId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;

/**
 * What was learnt as bytes, to be stored: a version, the channels and the nodes, with numbers as
 * BigSize (BOLT 1). A bound that is not known is 0, any other is one more than it is.
 */
public final class LearntScoresCodec {
  private static final int VERSION = 1;

  private LearntScoresCodec() {}

  public static Bytes encode(LearntScores learnt) {
    WireWriter out = new WireWriter().u8(VERSION).bigSize(learnt.channels().size());
    for (Experience each : learnt.channels()) {
      out.shortChannelId(each.channel().shortChannelId())
          .u8(each.channel().direction())
          .bigSize(each.leastMsat())
          .bigSize(each.leastAtSeconds())
          .bigSize(bound(each.belowMsat()))
          .bigSize(each.belowAtSeconds())
          .bigSize(each.usualLeastMsat())
          .bigSize(bound(each.usualBelowMsat()))
          .u8(each.outcomes())
          .bigSize(each.faultAtSeconds());
    }
    out.bigSize(learnt.nodes().size());
    learnt.nodes().forEach(each -> out.point(each.nodeId()).u32(each.atSeconds()));
    return out.toBytes();
  }

  private static long bound(long value) {
    return value == Experience.UNKNOWN ? 0 : value + 1;
  }

  /**
   * Reads what {@link #encode} has written.
   *
   * @throws DecodeException when it is damaged, or of a newer version
   */
  public static LearntScores decode(Bytes encoded) throws DecodeException {
    WireReader in = new WireReader(encoded);
    int version = in.u8();
    if (version != VERSION) {
      throw new DecodeException("scores of version " + version + ", not " + VERSION);
    }
    try {
      List<Experience> channels = new ArrayList<>();
      for (long left = in.bigSize(); left != 0; left--) {
        channels.add(experience(in));
      }
      List<LearntScores.NodeFault> nodes = new ArrayList<>();
      for (long left = in.bigSize(); left != 0; left--) {
        nodes.add(new LearntScores.NodeFault(in.point(), in.u32()));
      }
      in.end();
      return new LearntScores(channels, nodes);
    } catch (IllegalArgumentException e) {
      throw new DecodeException("no scores: " + e.getMessage(), e);
    }
  }

  private static Experience experience(WireReader in) throws DecodeException {
    ShortChannelId id = in.shortChannelId();
    return new Experience(
        new ChannelDirection(id, in.u8()),
        in.bigSize(),
        in.bigSize(),
        bound(in),
        in.bigSize(),
        in.bigSize(),
        bound(in),
        in.u8(),
        in.bigSize());
  }

  private static long bound(WireReader in) throws DecodeException {
    long value = in.bigSize();
    return value == 0 ? Experience.UNKNOWN : value - 1;
  }
}
