package org.boltj.gossip.snapshot;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.boltj.base.Bytes;

/** Tells a format from the beginning of a file. */
final class FormatGuess {
  private static final int FIRST_BYTES = 7;
  private static final int FIRST_LINE_BYTES = 4_096;

  /** What may stand before text, in UTF-8 and UTF-16. */
  private static final Set<Integer> BYTE_ORDER_MARKS = Set.of(0xef, 0xbb, 0xbf, 0xfe, 0xff);

  private FormatGuess() {}

  static SnapshotFormat of(InputStream in, String file) throws IOException {
    in.mark(FIRST_BYTES);
    Bytes first = Bytes.of(in.readNBytes(FIRST_BYTES));
    in.reset();
    if (first.isEmpty()) {
      throw new SnapshotFormatException(file, "", "is empty");
    }
    if (first.equals(CompactFormat.MAGIC)) {
      return SnapshotFormat.COMPACT;
    }
    int magic = RapidGossipReader.MAGIC.size();
    if (first.size() >= magic && first.slice(0, magic).equals(RapidGossipReader.MAGIC)) {
      return SnapshotFormat.RAPID_GOSSIP;
    }
    for (int at = 0; at < first.size(); at++) {
      int letter = first.unsigned(at);
      if (letter == '{' || letter == '[') {
        return ofJson(in, file);
      }
      if (letter > ' ' && !BYTE_ORDER_MARKS.contains(letter)) {
        break;
      }
    }
    return ofHeader(in, file);
  }

  /** The columns that one of two CSV files must have. */
  private static SnapshotFormat ofHeader(InputStream in, String file) throws IOException {
    in.mark(FIRST_LINE_BYTES);
    String begin = new String(in.readNBytes(FIRST_LINE_BYTES), StandardCharsets.UTF_8);
    in.reset();
    String header = begin.lines().findFirst().orElse("");
    if (header.contains("pubkey") || header.contains("node_a")) {
      return SnapshotFormat.CSV;
    }
    throw new SnapshotFormatException(
        file,
        "",
        "holds no network in any known format: it is no JSON, neither compact nor rapid gossip, and"
            + " as CSV has neither the column 'pubkey' nor 'node_a' in its first line");
  }

  /** The first name that only one of the formats has decides. */
  private static SnapshotFormat ofJson(InputStream in, String file) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(in)) {
      JsonToken token = parser.nextToken();
      while (token != null) {
        String name = token == JsonToken.FIELD_NAME ? parser.currentName() : "";
        switch (name) {
          case "edges", "pub_key", "channel_id", "node1_pub" -> {
            return SnapshotFormat.LND;
          }
          case "channels", "nodeid", "short_channel_id", "source" -> {
            return SnapshotFormat.CLN;
          }
          default -> token = parser.nextToken();
        }
      }
      throw new SnapshotFormatException(
          file, "", "has neither 'edges' as LND writes them nor 'channels' as Core Lightning does");
    } catch (JacksonException e) {
      throw new SnapshotFormatException(
          file, JsonInput.place(e), "not JSON: " + e.getOriginalMessage());
    } catch (CharConversionException e) {
      throw new SnapshotFormatException(file, "", "not in UTF-8: " + e.getMessage());
    }
  }
}
