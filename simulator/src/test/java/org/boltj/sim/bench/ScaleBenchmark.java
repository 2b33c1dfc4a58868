package org.boltj.sim.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.boltj.sim.report.Simulation;
import org.boltj.sim.report.SimulationSettings;
import org.boltj.sim.world.Progress;
import org.boltj.sim.world.World;

/**
 * What nodes without work weigh and take to start: for each size a scale-free network is built, all
 * channels open and all gossip known to all, and the heap is read after garbage collection.
 *
 * <p>Arguments: the file to write, then channels per node in the mean, then numbers of nodes. It
 * stops, and says so, at the first size that does not fit into the heap.
 */
public final class ScaleBenchmark {
  private ScaleBenchmark() {}

  /**
   * Runs and writes the file.
   *
   * @throws IOException when the file cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    int channelsPerNode = Integer.parseInt(arguments[1]);
    List<String> rows = new ArrayList<>();
    for (int i = 2; i < arguments.length; i++) {
      String row = measure(Integer.parseInt(arguments[i]), channelsPerNode);
      System.out.println(row);
      rows.add(row);
      Files.writeString(file, "[\n  " + String.join(",\n  ", rows) + "\n]\n");
    }
  }

  private static String measure(int nodes, int channelsPerNode) {
    SimulationSettings settings =
        SimulationSettings.DEFAULT
            .withSeed(7)
            .withNodes(nodes)
            .withChannelsPerNode(channelsPerNode)
            .withPayments(0);
    long before = heap();
    long begun = cpuMillis();
    try {
      World world = World.build(Simulation.plan(settings), Progress.NONE);
      long cpu = cpuMillis() - begun;
      long used = heap() - before;
      int channels = world.plan().channels().size();
      return String.format(
          Locale.ROOT,
          "{\"nodes\": %d, \"channels\": %d, \"heapBytesPerNode\": %d, \"heapBytes\": %d,"
              + " \"cpuMillisPerNode\": %d, \"maxHeapBytes\": %d}",
          world.nodes().size(),
          channels,
          used / nodes,
          used,
          cpu / nodes,
          Runtime.getRuntime().maxMemory());
    } catch (OutOfMemoryError e) {
      return String.format(
          Locale.ROOT,
          "{\"nodes\": %d, \"outOfMemory\": true, \"maxHeapBytes\": %d}",
          nodes,
          Runtime.getRuntime().maxMemory());
    }
  }

  private static long cpuMillis() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000;
  }

  private static long heap() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
