package org.boltj.gossip.snapshot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;

/**
 * Any bytes in place of a compact snapshot: as the file itself, and as what is packed in it, which
 * no fuzzer would get to through the check sum.
 */
public final class CompactSnapshotFuzzTarget {
  private CompactSnapshotFuzzTarget() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    byte[] rest = Arrays.copyOfRange(input, 1, input.length);
    SnapshotTargets.check(CompactReader::read, input[0] == 0 ? rest : packed(rest));
  }

  private static byte[] packed(byte[] content) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(CompactFormat.MAGIC.toArray());
    file.write(CompactFormat.VERSION);
    try (DeflaterOutputStream out = new DeflaterOutputStream(file)) {
      out.write(content);
    }
    return file.toByteArray();
  }

  static GraphSnapshot again(GraphSnapshot snapshot) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    CompactWriter.write(snapshot, file);
    return CompactReader.read(new ByteArrayInputStream(file.toByteArray()), "again");
  }
}
