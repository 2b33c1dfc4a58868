package org.boltj.gossip.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Network;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.graph.ChannelGraph;
import org.boltj.gossip.graph.DirectionEntry;
import org.boltj.gossip.message.ChannelUpdate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages put together byte by byte after the description of the format. */
class RapidGossipTest {
  private static final PublicKey A = PublicKey.fromHex("02" + "a".repeat(64));
  private static final PublicKey B = PublicKey.fromHex("02" + "b".repeat(64));
  private static final PublicKey C = PublicKey.fromHex("03" + "c".repeat(64));
  private static final ShortChannelId FIRST = ShortChannelId.parse("700000x1x0");
  private static final ShortChannelId SECOND = ShortChannelId.parse("700001x5x1");
  private static final long WEEK = 604_800;
  private static final long SEEN = 1_700_000_000;
  private static final Bytes NONE = Bytes.EMPTY;

  private static WireWriter start(int version, long seen) {
    return new WireWriter()
        .bytes(Bytes.fromHex("4c444b"))
        .u8(version)
        .chainHash(Network.MAINNET.chainHash())
        .u32(seen);
  }

  private static RapidGossip read(WireWriter message) throws IOException {
    return RapidGossip.read(new ByteArrayInputStream(message.toBytes().toArray()), "message");
  }

  private static WireWriter defaults(WireWriter message) {
    return message.u16(40).u64(1000).u32(1000).u32(1).u64(500_000_000);
  }

  /** Two channels A-B and B-C; three policies, one by the defaults, one with fields of its own. */
  private static WireWriter full() {
    WireWriter message = start(1, SEEN).u32(3).point(A).point(B).point(C);
    message.u32(2).bytes16(NONE).bigSize(FIRST.value()).bigSize(0).bigSize(1);
    message.bytes16(NONE).bigSize(SECOND.value() - FIRST.value()).bigSize(1).bigSize(2);
    defaults(message.u32(3));
    message.bigSize(FIRST.value()).u8(0);
    message.bigSize(0).u8(1 | 2 | 64 | 8).u16(144).u32(77);
    message.bigSize(SECOND.value() - FIRST.value()).u8(32 | 16 | 4).u64(1).u32(0).u64(-1);
    return message;
  }

  private static DirectionEntry entry(
      long seen, boolean disabled, int delta, long minimum, long base, long ppm, long maximum) {
    return new DirectionEntry(
        seen - WEEK,
        disabled,
        new ChannelUpdate.Policy(
            new CltvExpiryDelta(delta),
            MilliSatoshi.of(minimum),
            base,
            ppm,
            MilliSatoshi.of(maximum)));
  }

  @Test
  void aFirstMessageIsANetwork() throws Exception {
    RapidGossip message = read(full());
    assertThat(message.latestSeen()).isEqualTo(SEEN);
    GraphSnapshot graph = message.toSnapshot();
    assertThat(graph.toString()).isEqualTo("3 nodes, 2 channels");
    assertThat(graph.shortChannelId(1)).isEqualTo(SECOND);
    assertThat(graph.nodeId(graph.node2(1))).isEqualTo(C);
    assertThat(graph.capacitySat(0)).isEmpty();
    assertThat(graph.policy(0)).contains(entry(SEEN, false, 40, 1000, 1000, 1, 500_000_000));
    assertThat(graph.policy(1)).contains(entry(SEEN, true, 144, 1000, 1000, 77, 500_000_000));
    assertThat(graph.policy(2))
        .contains(entry(SEEN, false, 40, 1, 0, 1, MilliSatoshi.MAX_MONEY.msat()));
    assertThat(graph.policy(3)).isEmpty();
  }

  @Test
  void aFileOfItIsReadAsASnapshot(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("rgs"), full().toBytes().toArray());
    assertThat(SnapshotFiles.formatOf(file)).isEqualTo(SnapshotFormat.RAPID_GOSSIP);
    assertThat(SnapshotFiles.read(file)).isEqualTo(read(full()).toSnapshot());
  }

  @Test
  void aLaterMessageChangesWhatIsKnown() throws Exception {
    WireWriter message = start(1, SEEN + 100).u32(0).u32(0);
    defaults(message.u32(3));
    message.bigSize(FIRST.value()).u8(128 | 16).u32(9);
    message.bigSize(SECOND.value() - FIRST.value()).u8(128 | 2);
    message.bigSize(0).u8(128 | 1 | 64).u16(5);
    ChannelGraph graph = read(full()).toSnapshot().toGraph();
    RapidGossip later = read(message);
    assertThat(later.applyTo(graph)).isEqualTo(new RapidGossip.Applied(0, 2, 1));
    assertThat(graph.direction(0)).contains(entry(SEEN + 100, false, 40, 1000, 9, 1, 500_000_000));
    assertThat(graph.direction(2))
        .contains(entry(SEEN + 100, true, 40, 1, 0, 1, MilliSatoshi.MAX_MONEY.msat()));
    assertThat(graph.direction(3)).isEmpty();
    assertThat(later.applyTo(graph)).isEqualTo(new RapidGossip.Applied(0, 0, 3));
    assertThat(GraphSnapshot.of(graph, Network.MAINNET.chainHash()))
        .isEqualTo(later.applyTo(read(full()).toSnapshot()));
  }

  @Test
  void newerGossipStays() throws Exception {
    GraphSnapshot known = read(full()).toSnapshot();
    assertThat(read(full()).applyTo(known)).isEqualTo(known);
    ChannelGraph graph = known.toGraph();
    ChannelUpdate.Policy own = known.policy(0).orElseThrow().policy();
    graph.setPolicy(0, SEEN, true, own);
    read(full()).applyTo(graph);
    assertThat(graph.direction(0)).contains(new DirectionEntry(SEEN, true, own));
  }

  private static Bytes flagged(PublicKey key, int details) {
    byte[] bytes = key.value().toArray();
    bytes[0] |= (byte) details;
    return Bytes.wrap(bytes);
  }

  @Test
  void versionTwoTellsOfNodesAndCapacities() throws Exception {
    Bytes usual = Features.required(Feature.VAR_ONION_OPTIN).encode();
    Bytes own = Features.optional(Feature.BASIC_MPP).encode();
    WireWriter message = start(2, SEEN).u8(1).bytes16(usual).u32(3);
    message.bytes(flagged(A, 1 << 3));
    message.bytes(flagged(B, 128 | 7 << 3 | 4));
    message.u8(2).u8(7).bytes(Bytes.zeros(7)).u8(1).bytes(Bytes.zeros(1));
    message.bytes16(own).bytes16(Bytes.zeros(3));
    message.bytes(flagged(C, 64));
    message.u32(2).bytes16(NONE).bigSize(FIRST.value()).bigSize(0).bigSize(1L << 63 | 1);
    message.bytes16(new WireWriter().bigSize(123_456).u8(9).toBytes());
    message.bytes16(NONE).bigSize(SECOND.value() - FIRST.value()).bigSize(1).bigSize(2);
    defaults(message.u32(3));
    message.bigSize(FIRST.value()).u8(1);
    message.bigSize(0).u8(1).bytes16(Bytes.zeros(4));
    message.bigSize(SECOND.value() - FIRST.value()).u8(1);
    GraphSnapshot graph = read(message).toSnapshot();
    assertThat(graph.features(0)).contains(Features.required(Feature.VAR_ONION_OPTIN));
    assertThat(graph.features(1)).contains(Features.optional(Feature.BASIC_MPP));
    assertThat(graph.features(2)).isEmpty();
    assertThat(graph.capacitySat(0)).hasValue(123_456);
    assertThat(graph.capacitySat(1)).isEmpty();
    assertThat(graph.isEnabled(1)).isTrue();
    assertThat(graph.isEnabled(3)).isTrue();
    assertThat(graph.policy(0)).isEmpty();
  }

  @Test
  void aChannelWithUnknownRequiredFeaturesIsLeftOut() throws Exception {
    WireWriter message = start(1, SEEN).u32(2).point(A).point(B).u32(1);
    message.bytes16(Bytes.fromHex("01")).bigSize(FIRST.value()).bigSize(0).bigSize(1).u32(0);
    assertThat(read(message).channelCount()).isEqualTo(1);
    assertThat(read(message).toSnapshot().channelCount()).isZero();
  }

  @Test
  void everyCutIsNoticed() {
    Bytes whole = full().toBytes();
    for (int size = 0; size < whole.size(); size++) {
      WireWriter cut = new WireWriter().bytes(whole.slice(0, size));
      assertThatThrownBy(() -> read(cut))
          .isInstanceOf(SnapshotFormatException.class)
          .hasMessageStartingWith("message, byte ");
    }
    assertThatThrownBy(() -> read(full().u8(0))).hasMessageContaining("after the end");
  }

  @Test
  void liesAreNoticed() {
    assertThatThrownBy(() -> read(start(3, SEEN)))
        .hasMessageContaining("field version: version 3 is not known here");
    assertThatThrownBy(() -> read(start(1, SEEN).u32(0xffffffffL)))
        .hasMessageContaining("field node_id_count: 4294967295 is more than 0");
    WireWriter node = start(1, SEEN).u32(2).point(A).point(B).u32(1).bytes16(NONE);
    node.bigSize(FIRST.value()).bigSize(1).bigSize(2).u32(0);
    assertThatThrownBy(() -> read(node)).hasMessageContaining("field node_id_2_index: 2 is more");
    WireWriter order = start(1, SEEN).u32(2).point(A).point(B).u32(1).bytes16(NONE);
    order.bigSize(FIRST.value()).bigSize(1).bigSize(0).u32(0);
    assertThatThrownBy(() -> read(order)).hasMessageContaining("must be less");
    WireWriter features = start(2, SEEN).u8(0).u32(1).bytes(flagged(A, 2 << 3)).u32(0).u32(0);
    assertThatThrownBy(() -> read(features)).hasMessageContaining("no default features");
  }

  @Test
  void anotherChainIsRefused() {
    GraphSnapshot other = new SnapshotBuilder(Network.TESTNET.chainHash()).build();
    assertThatIllegalArgumentException().isThrownBy(() -> read(full()).applyTo(other));
  }
}
