package org.boltj.sim.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.boltj.base.Bytes;
import org.boltj.crypto.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SimulateCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();
  @TempDir private Path folder;

  private int run(String... arguments) {
    CommandLine commandLine = SimulateCommand.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(errors, true));
    return commandLine.execute(arguments);
  }

  @Test
  void writesItsFilesWithTheirHashes() throws Exception {
    Path results = folder.resolve("deep").resolve("results");
    int code =
        run("--nodes", "4", "--payments", "5", "--topology", "star", "--out", results.toString());

    assertThat(code).as(errors.toString()).isZero();
    assertThat(Files.readAllLines(results.resolve("payments.csv"))).hasSize(6);
    JsonNode summary = new ObjectMapper().readTree(results.resolve("summary.json").toFile());
    assertThat(summary.path("nodes").asInt()).isEqualTo(4);
    assertThat(summary.path("topology").asText()).isEqualTo("star");
    assertThat(summary.path("engine").asText()).isEqualTo("parts");
    assertThat(summary.path("scorer").asText()).isEqualTo("liquidity");
    for (String line : Files.readAllLines(results.resolve("SHA256SUMS"))) {
      Path file = results.resolve(line.substring(66));
      assertThat(line).startsWith(Hash.sha256(Bytes.wrap(Files.readAllBytes(file))) + "  ");
      assertThat(out.toString()).contains(line);
    }
    assertThat(out.toString()).contains("SHA-256 of the results: ");
    assertThat(errors.toString()).contains("payments: 5 of 5");
    try (Stream<Path> files = Files.list(results)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "payments.csv", "summary.csv", "summary.json", "charts.png", "SHA256SUMS");
    }
  }

  @Test
  void explainsItself() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("--nodes", "--payments", "--seed", "--topology", "--out", "--rate", "--latency")
        .contains("scale-free")
        .contains("Exit codes");
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).contains("boltj simulator ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--nodes 1                 | a network has 2 to 20000 nodes, not 1",
        "--nodes -3                | a network has 2 to 20000 nodes, not -3",
        "--nodes many              | 'many' is not an int",
        "--payments -1             | the number of payments is negative: -1",
        "--channels-per-node 0     | a node has 1 to 1000 channels",
        "--topology torus          | there is no topology 'torus'; there are ring, star, grid",
        "--engine oracle           | no engine 'oracle'; there are [parts, single]",
        "--scorer gut              | no scorer 'gut'; there are [liquidity, none]",
        "--topology file:/none/x   | cannot read /none/x: there is no such file",
        "--capacity 5              | capacities lie between 20000 and 16777215 sat",
        "--capacity huge           | a capacity is satoshis such as",
        "--amount 0                | an amount is 1 to 1000000000 sat: 0",
        "--amount some             | an amount is satoshis such as",
        "--rate 0                  | the rate is above 0",
        "--rate -1                 | the rate is above 0",
        "--latency 0               | latencies run from 1 ms on",
        "--latency 90-20           | latencies run from 1 ms on",
        "--latency soon            | a latency is milliseconds such as",
        "--participants friends    | participants are uniform or by-degree, not friends",
        "--max-parts 0             | at least one part",
        "--max-parts 99999999      | at least one part and at most 483, not 99999999",
        "--max-parts -5            | at least one part",
        "--payments 2000000000     | at most 10000000 payments are simulated",
        "--payments 99999999999    | is not an int",
        "--nodes 99999999          | a network has 2 to 20000 nodes",
        "--channels-per-node 99999 | a node has 1 to 1000 channels",
        "--nodes 20000 --channels-per-node 1000 | a network has at most 400000 channels",
        "--topology public --nodes 20000 --channels-per-node 20 --payments 0 | 20,000 nodes that"
            + " all",
        "--rate 1e-300             | the rate is above 0",
        "--rate 1e300              | at most 1000000 payments a second",
        "--rate NaN                | the rate is above 0",
        "--latency 1-99999999      | a latency is at most 10000 ms",
        "--latency 99999999999999999999 | a latency is milliseconds such as",
        "--capacity 99999999999    | capacities lie between 20000 and 16777215 sat",
        "--amount 99999999999      | an amount is 1 to 1000000000 sat",
        "--amount log-normal:10000:1e9 | sigma is above 0 and at most 5",
        "--seed 1e5                | is not a long",
        "--speed 3                 | Unknown option",
      })
  void saysWhatIsWrongWithItsOptions(String arguments, String message) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);
    assertThat(errors.toString()).contains(message).contains("Try 'simulate --help'.");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void noticesBeforeTheWorkThatItCannotWrite() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    int code = run("--out", file.resolve("results").toString());
    assertThat(code).isEqualTo(2);
    assertThat(errors.toString()).contains("cannot write into the folder").contains("--out");
  }

  @Test
  void saysWhatItTakesInMemory() {
    assertThat(run("--nodes", "4", "--payments", "0", "--no-chart", "--out", folder.toString()))
        .isZero();
    assertThat(errors.toString()).contains("4 nodes that all know 6 channels take about 1 MiB");
  }

  /** Weighed: 100 nodes 50,545,216 bytes, 200 nodes 136,408,360, 400 nodes 482,668,896. */
  @Test
  void theNeedOfMemoryIsNearWhatWasWeighed() {
    assertThat(new MemoryNeed(100, 390).bytes()).isBetween(45_500_000L, 55_600_000L);
    assertThat(new MemoryNeed(200, 790).bytes()).isBetween(122_800_000L, 150_000_000L);
    assertThat(new MemoryNeed(400, 1590).bytes()).isBetween(434_000_000L, 531_000_000L);
    assertThat(new MemoryNeed(20_000, 400_000).bytes()).isGreaterThan(4_000_000_000_000L);
  }
}
