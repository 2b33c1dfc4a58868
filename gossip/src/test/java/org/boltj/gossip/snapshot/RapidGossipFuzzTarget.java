package org.boltj.gossip.snapshot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.boltj.gossip.graph.ChannelGraph;

/** Any bytes in place of a rapid gossip message, taken as a first one and as a change. */
public final class RapidGossipFuzzTarget {
  private static final GraphSnapshot BEFORE = NetworkGenerator.generate(3, 20, 60);

  private RapidGossipFuzzTarget() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    SnapshotTargets.check((in, file) -> RapidGossip.read(in, file).toSnapshot(), input);
    RapidGossip message;
    try {
      message = RapidGossip.read(new ByteArrayInputStream(input), "input");
    } catch (SnapshotFormatException expected) {
      return;
    }
    ChannelGraph graph = BEFORE.toGraph();
    RapidGossip.Applied applied = message.applyTo(graph);
    if (graph.channelCount() != BEFORE.channelCount() + applied.channels()
        || applied.policies() + applied.skipped() != message.updateCount()) {
      throw new IllegalStateException(applied + " of " + message.updateCount());
    }
  }
}
