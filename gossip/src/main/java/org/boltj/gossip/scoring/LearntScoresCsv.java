package org.boltj.gossip.scoring;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.codec.DecodeException;

/**
 * What was learnt as text, to be exported, looked at and imported. Comma-separated lines:
 *
 * <pre>
 * boltj-scores,1
 * channel,SCID,DIRECTION,LEAST,LEAST_AT,BELOW,BELOW_AT,USUAL_LEAST,USUAL_BELOW,OUTCOMES,FAULT_AT
 * node,NODE_ID,FAULT_AT
 * </pre>
 *
 * <p>SCID as 700000x12x1, NODE_ID in hex, amounts in msat, times in seconds since 1970 or 0; BELOW
 * and USUAL_BELOW are empty when there is no such bound. The meaning is that of {@link Experience}.
 */
public final class LearntScoresCsv {
  private static final String HEAD = "boltj-scores,1";
  private static final int CHANNEL_FIELDS = 11;
  private static final int NODE_FIELDS = 3;

  private LearntScoresCsv() {}

  public static void write(LearntScores learnt, Appendable out) throws IOException {
    out.append(HEAD).append('\n');
    for (Experience each : learnt.channels()) {
      out.append(line(each)).append('\n');
    }
    for (LearntScores.NodeFault each : learnt.nodes()) {
      out.append("node," + each.nodeId() + "," + each.atSeconds()).append('\n');
    }
  }

  private static String line(Experience each) {
    return String.join(
        ",",
        "channel",
        each.channel().shortChannelId().toString(),
        String.valueOf(each.channel().direction()),
        String.valueOf(each.leastMsat()),
        String.valueOf(each.leastAtSeconds()),
        bound(each.belowMsat()),
        String.valueOf(each.belowAtSeconds()),
        String.valueOf(each.usualLeastMsat()),
        bound(each.usualBelowMsat()),
        String.valueOf(each.outcomes()),
        String.valueOf(each.faultAtSeconds()));
  }

  private static String bound(long value) {
    return value == Experience.UNKNOWN ? "" : String.valueOf(value);
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @throws DecodeException that names the line and what is wrong with it; nothing is read then
   */
  public static LearntScores read(Reader in) throws IOException, DecodeException {
    BufferedReader lines = new BufferedReader(in);
    String head = lines.readLine();
    if (!HEAD.equals(head)) {
      throw new DecodeException("line 1 must be " + HEAD + ", not " + head);
    }
    List<Experience> channels = new ArrayList<>();
    List<LearntScores.NodeFault> nodes = new ArrayList<>();
    Set<Object> seen = new HashSet<>();
    int number = 1;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      Row row = new Row(number, List.of(line.split(",", -1)));
      if (line.startsWith("node,")) {
        nodes.add(row.node());
        row.check(seen.add(nodes.getLast().nodeId()), "the node stands in an earlier line");
      } else {
        channels.add(row.channel());
        row.check(seen.add(channels.getLast().channel()), "the channel stands in an earlier line");
      }
    }
    return new LearntScores(channels, nodes);
  }

  private record Row(int number, List<String> fields) {
    void check(boolean holds, String problem) throws DecodeException {
      if (!holds) {
        throw new DecodeException("line " + number + ": " + problem);
      }
    }

    LearntScores.NodeFault node() throws DecodeException {
      check(fields.size() == NODE_FIELDS, "a node has " + NODE_FIELDS + " fields");
      try {
        PublicKey id = new PublicKey(Bytes.fromHex(fields.get(1)));
        return new LearntScores.NodeFault(id, number(2, "FAULT_AT"));
      } catch (IllegalArgumentException e) {
        throw new DecodeException("line " + number + ": " + e.getMessage(), e);
      }
    }

    Experience channel() throws DecodeException {
      check(
          fields.getFirst().equals("channel") && fields.size() == CHANNEL_FIELDS,
          "a line begins with node, or with channel and has " + CHANNEL_FIELDS + " fields");
      try {
        return new Experience(
            new ChannelDirection(ShortChannelId.parse(fields.get(1)), small(2, "DIRECTION")),
            number(3, "LEAST"),
            number(4, "LEAST_AT"),
            bound(5, "BELOW"),
            number(6, "BELOW_AT"),
            number(7, "USUAL_LEAST"),
            bound(8, "USUAL_BELOW"),
            small(9, "OUTCOMES"),
            number(10, "FAULT_AT"));
      } catch (IllegalArgumentException e) {
        throw new DecodeException("line " + number + ": " + e.getMessage(), e);
      }
    }

    private long bound(int field, String name) throws DecodeException {
      return fields.get(field).isEmpty() ? Experience.UNKNOWN : number(field, name);
    }

    private int small(int field, String name) throws DecodeException {
      long value = number(field, name);
      check(value == (int) value, name + " is not that large: " + value);
      return (int) value;
    }

    private long number(int field, String name) throws DecodeException {
      try {
        return Long.parseLong(fields.get(field));
      } catch (NumberFormatException e) {
        throw new DecodeException(
            "line %d, field %d: %s is no number: %s"
                .formatted(number, field + 1, name, fields.get(field)),
            e);
      }
    }
  }
}
