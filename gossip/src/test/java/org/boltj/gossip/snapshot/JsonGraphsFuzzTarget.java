package org.boltj.gossip.snapshot;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Any bytes in place of the JSON files of LND and of Core Lightning, and where a format is guessed.
 */
public final class JsonGraphsFuzzTarget {
  private JsonGraphsFuzzTarget() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    byte[] rest = Arrays.copyOfRange(input, 1, input.length);
    switch (input[0] & 3) {
      case 0, 1 -> SnapshotTargets.check(LndGraphReader::read, rest);
      case 2 ->
          SnapshotTargets.check(
              (in, file) -> {
                ClnGraphReader reader = new ClnGraphReader();
                reader.read(in, file);
                return reader.build();
              },
              rest);
      default -> guess(rest);
    }
  }

  private static void guess(byte[] file) throws IOException {
    try {
      FormatGuess.of(new BufferedInputStream(new ByteArrayInputStream(file)), "input");
    } catch (SnapshotFormatException expected) {
      // no network
    }
  }
}
