package org.boltj.examples;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.boltj.gossip.snapshot.GraphSnapshot;
import org.boltj.gossip.snapshot.NetworkGenerator;
import org.boltj.gossip.snapshot.RapidGossip;
import org.boltj.gossip.snapshot.SnapshotFiles;
import org.boltj.gossip.snapshot.SnapshotFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Networks in files: read one in any format, or generate one; bring it up to date; keep its live
 * part; write it in another format. {@code --help} tells how.
 */
@Command(
    name = "ConvertNetwork",
    mixinStandardHelpOptions = true,
    versionProvider = ConvertNetwork.Version.class,
    description = {
      "Reads a Lightning network from a file, or makes one up, and writes it in another format.",
      "Reads: LND's describegraph, Core Lightning's listchannels and listnodes, CSV pairs, LDK's"
          + " rapid gossip, compact files; each also packed with gzip.",
      "Of a format with two files name either; its name holds 'channels' or 'nodes'."
    })
public final class ConvertNetwork implements Callable<Integer> {
  /** More than memory holds. */
  private static final int MOST_SCALE = 1_000;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private Source source = new Source();

  /** Where the network comes from. */
  private static final class Source {
    @Parameters(paramLabel = "FILE", description = "the network, in any format")
    private @Nullable Path file;

    @ArgGroup(exclusive = false)
    private @Nullable Generated generated;
  }

  /** What is made up. */
  private static final class Generated {
    @Option(
        names = "--generate",
        required = true,
        paramLabel = "SEED",
        description = "make a network like the public one of 2026: 15,000 nodes, 45,000 channels")
    private long seed;

    @Option(
        names = "--scale",
        paramLabel = "FACTOR",
        defaultValue = "1",
        description = "how much larger the generated network is; ${DEFAULT-VALUE}")
    private double scale;

    private GraphSnapshot network() {
      if (!(scale > 0 && scale <= MOST_SCALE)) {
        throw new IllegalArgumentException(
            "--scale is above 0 and at most " + MOST_SCALE + ", not " + scale);
      }
      return NetworkGenerator.generate(
          seed, (int) (NetworkGenerator.NODES * scale), (int) (NetworkGenerator.CHANNELS * scale));
    }
  }

  @Option(
      names = "--apply",
      paramLabel = "FILE",
      description = "a rapid gossip message with later changes; may be repeated")
  private List<Path> changes = List.of();

  @Option(names = "--live", description = "keep only the part that payments can use")
  private boolean live;

  @Option(
      names = "--to",
      paramLabel = "FORMAT",
      description = "lnd, cln, csv, compact or rapid-gossip; ${DEFAULT-VALUE}")
  private String format = "compact";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "where to write it; packed when it ends in .gz. Without it, only a summary")
  private @Nullable Path out;

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new ConvertNetwork()).execute(args));
  }

  @Override
  public Integer call() {
    CommandLine commandLine = spec.commandLine();
    try {
      convert(commandLine.getOut());
      return 0;
    } catch (IOException | IllegalArgumentException e) {
      commandLine.getErr().println(e.getMessage());
    }
    return 1;
  }

  private void convert(PrintWriter print) throws IOException {
    SnapshotFormat target = SnapshotFormat.parse(format);
    GraphSnapshot network = source();
    for (Path message : changes) {
      RapidGossip rapid = SnapshotFiles.readRapidGossip(message);
      network = rapid.applyTo(network);
    }
    GraphSnapshot core = network.liveCore();
    print.println(summary("network", network));
    print.println(summary("live", core));
    Path file = out;
    if (file != null) {
      SnapshotFiles.write(live ? core : network, target, file);
    }
  }

  private GraphSnapshot source() throws IOException {
    Path file = source.file;
    if (file != null) {
      return SnapshotFiles.read(file);
    }
    return Objects.requireNonNull(source.generated).network();
  }

  /** The version that the build wrote into the manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String built = ConvertNetwork.class.getPackage().getImplementationVersion();
      return new String[] {"boltj ConvertNetwork " + (built == null ? "(from source)" : built)};
    }
  }

  private static String summary(String name, GraphSnapshot network) {
    long sat =
        IntStream.range(0, network.channelCount())
            .mapToLong(channel -> network.capacitySat(channel).orElse(0))
            .sum();
    return name + ": " + network + ", " + sat / 100_000_000 + " BTC";
  }
}
