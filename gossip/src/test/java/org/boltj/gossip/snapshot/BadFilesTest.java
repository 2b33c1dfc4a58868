package org.boltj.gossip.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each error of a file is told with the file, the line and the field. */
class BadFilesTest {
  @TempDir private Path folder;

  private Path resource(String name, String replace, String by) throws IOException {
    try (InputStream in = BadFilesTest.class.getResourceAsStream(name)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text).contains(replace);
      return Files.writeString(
          folder.resolve(name),
          text.substring(0, text.indexOf(replace))
              + by
              + text.substring(text.indexOf(replace) + replace.length()));
    }
  }

  static Stream<Arguments> lnd() {
    return Stream.of(
        arguments(
            "\"2000000\"",
            "\"2e6\"",
            "line 24, column 19, field /edges/0/capacity: not a whole number: '2e6'"),
        arguments(
            "\"2000000\"",
            "-1",
            "line 24, column 19, field /edges/0/capacity: -1 is not between 0 and"),
        arguments(
            "\"2000000\"",
            "[]",
            "line 24, column 19, field /edges/0/capacity: should be a string or a number"),
        arguments(
            "\"250\"",
            "\"\"",
            "field /edges/0/node1_policy/fee_rate_milli_msat: not a whole number: nothing"),
        arguments(
            "\"min_htlc\"",
            "\"minimum\"",
            "field /edges/0/node1_policy: the policy lacks htlc_minimum_msat"),
        arguments(
            "40,",
            "70000,",
            "field /edges/0/node1_policy/time_lock_delta: 70000 is not between 0 and 65535"),
        arguments(
            "false,\n        \"max",
            "0,\n        \"max",
            "field /edges/0/node1_policy/disabled: should be true or false"),
        arguments(
            "\"02aa",
            "\"04aa",
            "line 5, column 18, field /nodes/0/pub_key: not a compressed public key"),
        arguments(
            "883484694380969985",
            "592962424676712448",
            "field /edges/1: channel 539296x3080194x32768 stands there twice"),
        arguments(
            "883484694380969985",
            "\"x\"",
            "field /edges/1/channel_id: not a short channel id: 'x'"),
        arguments("\"nodes\": [", "\"nodes\": {", "line 3, column 5: not JSON: "),
        arguments(
            "\"8\": {",
            "\"eight\": {",
            "field /nodes/0/features/eight: should be the number of a feature bit"),
        arguments("  ]\n}", "  ]\n}{}", "something stands after the end"));
  }

  @ParameterizedTest
  @MethodSource
  void lnd(String replace, String by, String message) throws Exception {
    Path file = resource("lnd.json", replace, by);
    assertThatThrownBy(() -> SnapshotFiles.read(file))
        .isInstanceOf(SnapshotFormatException.class)
        .hasMessageStartingWith(file + ", line ")
        .hasMessageContaining(message);
  }

  static Stream<Arguments> cln() {
    return Stream.of(
        arguments(
            "\"0msat\"",
            "\"1sat\"",
            "line 13, column 28, field /channels/1/htlc_minimum_msat: not an amount in msat:"
                + " '1sat'"),
        arguments(
            "\"delay\": 34",
            "\"dealy\": 34",
            "field /channels/0: the policy lacks cltv_expiry_delta"),
        arguments(
            "\"destination\": \"02bb",
            "\"destination\": \"03bb",
            "field /channels/1: channel 539268x845x1 joins other nodes"),
        arguments(
            "539268x845x1",
            "539268x845",
            "field /channels/0/short_channel_id: not a short channel id"));
  }

  @ParameterizedTest
  @MethodSource
  void cln(String replace, String by, String message) throws Exception {
    Path file = resource("cln-channels.json", replace, by);
    assertThatThrownBy(() -> SnapshotFiles.read(file))
        .isInstanceOf(SnapshotFormatException.class)
        .hasMessageStartingWith(file + ", line ")
        .hasMessageContaining(message);
  }

  static Stream<Arguments> csv() {
    return Stream.of(
        arguments("11000", "a lot", "line 2, field ab_ppm: not a whole number: 'a lot'"),
        arguments("12,0,7", "12,0,8", "line 2, field node_b: there is no node with the number 8"),
        arguments(
            "12,0,7", "12,0,0", "line 2, field node_b: channel 1x12x0 joins a node to itself"),
        arguments("ab_cltv_delta", "delta", "line 2, field ab_cltv_delta: there is no such column"),
        arguments("0,,,,,", "1,,,,,", "line 2, field ba_base_msat: is empty"),
        arguments(",0,,,,,", "", "line 2, column 31: "));
  }

  @ParameterizedTest
  @MethodSource
  void csv(String replace, String by, String message) throws Exception {
    resource("csv-nodes.csv", "", "");
    Path file = resource("csv-channels.csv", replace, by);
    assertThatThrownBy(() -> SnapshotFiles.read(file))
        .isInstanceOf(SnapshotFormatException.class)
        .hasMessageStartingWith(file + ", ")
        .hasMessageContaining(message);
  }

  @Test
  void filesThatAreNotThere() throws Exception {
    Path channels = resource("csv-channels.csv", "", "");
    assertThatThrownBy(() -> SnapshotFiles.read(channels))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("csv-nodes.csv");
    assertThatThrownBy(() -> SnapshotFiles.read(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void filesOfSomethingElse() throws Exception {
    Path file = folder.resolve("file");
    for (String text :
        new String[] {
          "",
          "{}",
          "{\"a\": [",
          "LDK",
          "LDK\u0003",
          "boltjgs",
          "boltjgs\u0002",
          "\u001f\u008b",
          "[1]"
        }) {
      Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
      Files.write(folder.resolve("file-nodes"), text.getBytes(StandardCharsets.ISO_8859_1));
      assertThatThrownBy(() -> SnapshotFiles.read(file))
          .as(text)
          .isInstanceOf(SnapshotFormatException.class)
          .hasMessageStartingWith(file.toString());
    }
  }

  /** Whatever happens to a compact file, it is noticed. */
  @Test
  void damagedCompactFiles() throws Exception {
    Path file = folder.resolve("file");
    GraphSnapshot network = NetworkGenerator.generate(1, 20, 40);
    int noticed = 0;
    SnapshotFiles.write(network, SnapshotFormat.COMPACT, file);
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(1);
    for (int round = 0; round < 300; round++) {
      byte[] damaged = whole.clone();
      int at = random.nextInt(whole.length);
      if (round % 3 == 0) {
        damaged = Arrays.copyOf(whole, at);
      } else {
        damaged[at] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, damaged);
      try {
        // Some bits at the end of a stream mean nothing.
        assertThat(SnapshotFiles.read(file)).as("round %s at %s", round, at).isEqualTo(network);
      } catch (SnapshotFormatException | NoSuchFileException expected) {
        noticed++;
      }
    }
    assertThat(noticed).isGreaterThan(290);
  }

  @Test
  void textOfAnotherEncoding() {
    byte[] file = {0, 0, 0, '{', 0, 0x7f, 0, 0};
    assertThatThrownBy(() -> LndGraphReader.read(new ByteArrayInputStream(file), "a.json"))
        .isInstanceOf(SnapshotFormatException.class)
        .hasMessageStartingWith("a.json: not in UTF-8");
    assertThatThrownBy(() -> FormatGuess.of(new ByteArrayInputStream(file), "a.json"))
        .isInstanceOf(SnapshotFormatException.class)
        .hasMessageStartingWith("a.json: not in UTF-8");
  }

  @Test
  void nestedTooDeep() {
    byte[] file = ("{\"a\":" + "[".repeat(1_100)).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> LndGraphReader.read(new ByteArrayInputStream(file), "a.json"))
        .isInstanceOf(SnapshotFormatException.class)
        .hasMessageStartingWith("a.json: not JSON: ");
    assertThatThrownBy(() -> FormatGuess.of(new ByteArrayInputStream(file), "a.json"))
        .isInstanceOf(SnapshotFormatException.class)
        .hasMessageStartingWith("a.json: not JSON: ");
  }

  @Test
  void channelsWithoutNodes() {
    byte[] message = new byte[63];
    System.arraycopy(RapidGossipReader.MAGIC.toArray(), 0, message, 0, 3);
    message[3] = 1;
    message[47] = 1;
    assertThatThrownBy(() -> RapidGossip.read(new ByteArrayInputStream(message), "a.lngossip"))
        .isInstanceOf(SnapshotFormatException.class)
        .hasMessageContaining("field node_id_1_index: there is none with number 0");
  }

  @Test
  void moreThanAnyNetworkNeeds() {
    InputStream zeros = new ByteArrayInputStream(new byte[101]);
    assertThatThrownBy(() -> new BinaryInput(zeros, "a.bin", "byte", 100))
        .isInstanceOf(SnapshotFormatException.class)
        .hasMessage("a.bin, byte 100: no network needs more than that");
  }
}
