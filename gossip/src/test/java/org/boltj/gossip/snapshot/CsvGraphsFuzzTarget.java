package org.boltj.gossip.snapshot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;

/** Any bytes in place of the two CSV files, which a zero byte divides. */
public final class CsvGraphsFuzzTarget {
  private CsvGraphsFuzzTarget() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    int end = 0;
    while (end < input.length && input[end] != 0) {
      end++;
    }
    byte[] nodes = Arrays.copyOf(input, end);
    byte[] channels = Arrays.copyOfRange(input, Math.min(end + 1, input.length), input.length);
    SnapshotTargets.check(
        (in, file) -> {
          CsvGraphReader reader = new CsvGraphReader();
          reader.readNodes(new ByteArrayInputStream(nodes), "nodes");
          return reader.readChannels(in, file);
        },
        channels);
  }
}
