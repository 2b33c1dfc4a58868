package org.boltj.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.boltj.gossip.snapshot.GraphSnapshot;
import org.boltj.gossip.snapshot.NetworkGenerator;
import org.boltj.gossip.snapshot.SnapshotFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConvertNetworkTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Object... args) {
    String[] words = new String[args.length];
    for (int at = 0; at < args.length; at++) {
      words[at] = args[at].toString();
    }
    return new CommandLine(new ConvertNetwork())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }

  @Test
  void makesConvertsAndCuts() throws Exception {
    Path compact = folder.resolve("network");
    assertThat(run("--generate", 5, "--scale", 0.01, "--out", compact)).isZero();
    GraphSnapshot network = NetworkGenerator.generate(5, 150, 450);
    assertThat(SnapshotFiles.read(compact)).isEqualTo(network);
    Path json = folder.resolve("network.json.gz");
    assertThat(run(compact, "--live", "--to", "lnd", "--out", json)).isZero();
    assertThat(SnapshotFiles.read(json)).isEqualTo(network.liveCore());
    assertThat(out.toString()).contains("network: 150 nodes, 450 channels, ");
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    assertThat(run(folder.resolve("none"))).isEqualTo(1);
    Path text = Files.writeString(folder.resolve("text"), "{\"edges\": [\n{\"capacity\": \"a\"}]}");
    assertThat(run(text)).isEqualTo(1);
    assertThat(run("--generate", 1, "--scale", 0.01, "--to", "xml")).isEqualTo(1);
    assertThat(run(text, "--generate", 1)).isEqualTo(2);
    assertThat(err.toString())
        .contains("none: there is no such file")
        .contains("text, line 2, column 14, field /edges/0/capacity: not a whole number: 'a'")
        .contains("there is no format 'xml'");
  }

  @Test
  void saysWhereNothingCanBeWritten() {
    for (String target : new String[] {"/", folder.toString(), folder.resolve("no/x").toString()}) {
      for (String format : new String[] {"cln", "compact"}) {
        assertThat(run("--generate", 1, "--scale", 0.01, "--to", format, "--out", target))
            .isEqualTo(1);
      }
    }
    assertThat(err.toString().lines())
        .filteredOn(line -> !line.isBlank())
        .hasSize(6)
        .allMatch(line -> line.contains(": is a folder") || line.contains(": there is no folder "));
  }

  @Test
  void aScaleIsOfAGeneratedNetwork() {
    assertThat(run(folder.resolve("none"), "--scale", 7)).isEqualTo(2);
    for (String scale : new String[] {"0", "-1", "NaN", "1e30"}) {
      assertThat(run("--generate", 1, "--scale", scale)).as(scale).isEqualTo(1);
    }
    assertThat(err.toString())
        .contains("--generate=SEED")
        .contains("--scale is above 0 and at most 1000, not 1.0E30");
  }

  @Test
  void saysItsVersionAndHowToUseIt() {
    assertThat(run("-V")).isZero();
    assertThat(run("-h")).isZero();
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("boltj ConvertNetwork ")
        .contains("Usage: ConvertNetwork")
        .contains("--scale=FACTOR");
  }
}
