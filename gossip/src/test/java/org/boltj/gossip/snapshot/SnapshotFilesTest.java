package org.boltj.gossip.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.DirectionEntry;
import org.boltj.gossip.message.ChannelUpdate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small files of our own in each format, and generated networks there and back. */
class SnapshotFilesTest {
  private static final PublicKey A = PublicKey.fromHex("02" + "a".repeat(64));
  private static final PublicKey B = PublicKey.fromHex("02" + "b".repeat(64));
  private static final PublicKey C = PublicKey.fromHex("03" + "c".repeat(64));
  private static final ShortChannelId ID = ShortChannelId.parse("539268x845x1");
  private static final GraphSnapshot NETWORK = NetworkGenerator.generate(6, 300, 900);

  @TempDir private Path folder;

  private Path resource(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = SnapshotFilesTest.class.getResourceAsStream(name)) {
      Files.copy(Objects.requireNonNull(in), file);
    }
    return file;
  }

  private static ChannelUpdate.Policy policy(
      int delta, long minimum, long base, long millionths, long maximum) {
    return new ChannelUpdate.Policy(
        new CltvExpiryDelta(delta),
        MilliSatoshi.of(minimum),
        base,
        millionths,
        MilliSatoshi.of(maximum));
  }

  @Test
  void readsWhatLndWrites() throws Exception {
    GraphSnapshot graph = SnapshotFiles.read(resource("lnd.json"));
    assertThat(graph.toString()).isEqualTo("3 nodes, 2 channels");
    assertThat(graph.alias(0)).contains("alice \"the first\"");
    assertThat(graph.alias(1)).isEmpty();
    assertThat(graph.features(0))
        .contains(
            Features.required(Feature.VAR_ONION_OPTIN)
                .or(Features.optional(Feature.PAYMENT_SECRET)));
    assertThat(graph.nodeId(2)).isEqualTo(C);
    assertThat(graph.shortChannelId(0)).isEqualTo(new ShortChannelId(592962424676712448L));
    assertThat(graph.capacitySat(0)).hasValue(2_000_000);
    assertThat(graph.policy(0))
        .contains(
            new DirectionEntry(
                1_700_000_010,
                false,
                new ChannelUpdate.Policy(
                    new CltvExpiryDelta(40),
                    MilliSatoshi.of(1000),
                    1000,
                    250,
                    MilliSatoshi.of(1_980_000_000),
                    -3,
                    -120)));
    assertThat(graph.policy(1)).isEmpty();
    assertThat(graph.capacitySat(1)).isEmpty();
    assertThat(graph.policy(2)).isEmpty();
    assertThat(graph.policy(3))
        .contains(
            new DirectionEntry(
                0, true, policy(80, 1, 0, 4294967295L, MilliSatoshi.MAX_MONEY.msat())));
  }

  @Test
  void readsBothListsOfCoreLightning() throws Exception {
    Path channels = resource("cln-channels.json");
    GraphSnapshot withoutNodes = SnapshotFiles.read(channels);
    assertThat(withoutNodes.nodeCount()).isEqualTo(2);
    Path nodes = resource("cln-nodes.json");
    GraphSnapshot graph = SnapshotFiles.read(channels);
    assertThat(SnapshotFiles.read(nodes)).isEqualTo(graph);
    assertThat(graph.toString()).isEqualTo("3 nodes, 1 channels");
    assertThat(graph.alias(0)).contains("ALICE");
    assertThat(graph.features(0).orElseThrow().supports(Feature.PAYMENT_SECRET)).isTrue();
    assertThat(graph.features(2)).isEmpty();
    assertThat(graph.shortChannelId(0)).isEqualTo(ID);
    assertThat(graph.policy(0))
        .contains(
            new DirectionEntry(1_700_000_010, false, policy(34, 1, 1000, 250, 1_980_000_000)));
    assertThat(graph.policy(1))
        .contains(new DirectionEntry(1_700_000_020, true, policy(144, 0, 0, 1, 2_000_000_000)));
  }

  @Test
  void readsCsvWithoutShortChannelIdsAndWithTheGreaterNodeFirst() throws Exception {
    Path nodes = resource("csv-nodes.csv");
    GraphSnapshot graph = SnapshotFiles.read(resource("csv-channels.csv"));
    Files.writeString(nodes, Files.readString(nodes).replace("\n", "\r\n"));
    assertThat(SnapshotFiles.read(nodes)).isEqualTo(graph);
    assertThat(graph.nodeId(0)).isEqualTo(A);
    assertThat(graph.nodeId(1)).isEqualTo(B);
    assertThat(graph.alias(1)).contains("alice, the \"first\"");
    assertThat(graph.shortChannelId(0)).isEqualTo(ShortChannelId.of(1, 12, 0));
    assertThat(graph.policy(0)).isEmpty();
    assertThat(graph.policy(1))
        .contains(new DirectionEntry(0, false, policy(34, 1, 5, 11_000, 4_092_210_000L)));
  }

  @ParameterizedTest
  @CsvSource({
    "LND, a.json, a.json",
    "LND, a.json.gz, a.json.gz",
    "CSV, a.csv, a-nodes.csv",
    "CSV, channels.csv.gz, nodes.csv.gz",
    "COMPACT, a.boltj, a.boltj",
    "COMPACT, a, a",
  })
  void nothingIsLostThereAndBack(SnapshotFormat format, String written, String read)
      throws Exception {
    SnapshotFiles.write(NETWORK, format, folder.resolve(written));
    Path file = folder.resolve(read);
    assertThat(SnapshotFiles.formatOf(file)).isEqualTo(format);
    assertThat(SnapshotFiles.read(file)).isEqualTo(NETWORK);
  }

  @Test
  void coreLightningsFormatKeepsWhatItHasFieldsFor() throws Exception {
    Path file = folder.resolve("graph.json");
    SnapshotFiles.write(NETWORK, SnapshotFormat.CLN, file);
    GraphSnapshot back = SnapshotFiles.read(folder.resolve("graph-channels.json"));
    assertThat(back.nodes().same(NETWORK.nodes())).isTrue();
    assertThat(back.liveCore().channelCount()).isEqualTo(NETWORK.liveCore().channelCount());
    int channel = back.channelCount() / 2;
    int same = NETWORK.channelIndex(back.shortChannelId(channel));
    assertThat(back.policy(2 * channel).map(DirectionEntry::timestamp))
        .isEqualTo(NETWORK.policy(2 * same).map(DirectionEntry::timestamp));
    SnapshotFiles.write(back, SnapshotFormat.CLN, file);
    assertThat(SnapshotFiles.read(folder.resolve("graph-nodes.json"))).isEqualTo(back);
  }

  @Test
  void rapidGossipKeepsWhatPaymentsNeed() throws Exception {
    GraphSnapshot live = NETWORK.liveCore();
    Path file = folder.resolve("graph.rgs.gz");
    SnapshotFiles.write(live, SnapshotFormat.RAPID_GOSSIP, file);
    GraphSnapshot back = SnapshotFiles.read(file);
    assertThat(back.channels().same(live.channels())).isTrue();
    assertThat(back.features(7)).isEqualTo(live.features(7));
    for (int edge = 0; edge < 2 * live.channelCount(); edge++) {
      ChannelUpdate.Policy asked = live.policy(edge).orElseThrow().policy();
      DirectionEntry told = back.policy(edge).orElseThrow();
      assertThat(told.timestamp()).isEqualTo(live.latestUpdate() - 604_800);
      assertThat(told.policy())
          .usingRecursiveComparison()
          .ignoringFields("inboundFeeBaseMsat", "inboundFeeProportionalMillionths")
          .isEqualTo(asked);
    }
  }

  @Test
  void anEmptyNetworkIsANetwork() throws Exception {
    GraphSnapshot empty = new SnapshotBuilder().build();
    for (SnapshotFormat format : SnapshotFormat.values()) {
      SnapshotFiles.write(empty, format, folder.resolve("channels"));
      assertThat(SnapshotFiles.read(folder.resolve("channels"))).isEqualTo(empty);
    }
  }

  @Test
  void formatsHaveNames() {
    assertThat(SnapshotFormat.parse("LND")).isEqualTo(SnapshotFormat.LND);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SnapshotFormat.parse("xml"))
        .withMessage("there is no format 'xml'; there are lnd, cln, csv, compact, rapid-gossip");
  }
}
