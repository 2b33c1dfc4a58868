package org.boltj.gossip.snapshot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What must hold of each reader, whatever it reads: a whole network that can be used, or an error.
 */
final class SnapshotTargets {
  private SnapshotTargets() {}

  /** A reader of a whole file. */
  interface Reader {
    GraphSnapshot read(InputStream in, String file) throws IOException;
  }

  /** Reads; only {@link SnapshotFormatException} may be thrown instead of a result. */
  static void check(Reader reader, byte[] file) throws IOException {
    GraphSnapshot snapshot;
    try {
      snapshot = reader.read(new ByteArrayInputStream(file), "input");
    } catch (SnapshotFormatException expected) {
      return;
    }
    int channels = snapshot.toGraph().channelCount();
    if (channels != snapshot.channelCount()) {
      throw new IllegalStateException(channels + " channels of " + snapshot.channelCount());
    }
    if (snapshot.liveCore().channelCount() > channels) {
      throw new IllegalStateException("the core is more than the whole");
    }
    if (!CompactSnapshotFuzzTarget.again(snapshot).equals(snapshot)) {
      throw new IllegalStateException("what was written is not what is read");
    }
  }
}
