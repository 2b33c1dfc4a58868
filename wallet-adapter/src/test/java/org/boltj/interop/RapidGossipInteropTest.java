package org.boltj.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.base.Network;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.graph.ChannelGraph;
import org.boltj.gossip.graph.DirectionEntry;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.snapshot.GraphSnapshot;
import org.boltj.gossip.snapshot.NetworkGenerator;
import org.boltj.gossip.snapshot.RapidGossip;
import org.boltj.gossip.snapshot.SnapshotFiles;
import org.boltj.gossip.snapshot.SnapshotFormat;
import org.boltj.peers.LdkPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LDK and we read the same rapid gossip messages, and know the same network then. */
@Tag("live")
class RapidGossipInteropTest {
  private static final Bytes PREFIX = Bytes.fromHex("4c444b");
  private static final long LATER = NetworkGenerator.NOW + 1000;

  @TempDir private Path folder;

  @Test
  void bothKnowTheSameAfterAFirstMessageAndAfterChanges() throws Exception {
    ChannelGraph generated = NetworkGenerator.generate(9, 200, 600).toGraph();
    GraphSnapshot network = GraphSnapshot.of(generated, Network.REGTEST.chainHash());
    Path file = folder.resolve("first");
    SnapshotFiles.write(network, SnapshotFormat.RAPID_GOSSIP, file);
    RapidGossip first = SnapshotFiles.readRapidGossip(file);
    GraphSnapshot ours = first.toSnapshot();
    try (LdkPeer ldk = LdkPeer.start("07".repeat(32), Map.of())) {
      assertThat(apply(ldk, Bytes.wrap(Files.readAllBytes(file)))).isEqualTo(first.latestSeen());
      assertSame(ldk.call("graphContent"), ours);

      Bytes changes = changes(network);
      GraphSnapshot changed =
          RapidGossip.read(new ByteArrayInputStream(changes.toArray()), "changes").applyTo(ours);
      assertThat(changed).isNotEqualTo(ours);
      assertThat(apply(ldk, changes)).isEqualTo(LATER);
      assertSame(ldk.call("graphContent"), changed);
    }
  }

  private static long apply(LdkPeer ldk, Bytes message) throws Exception {
    return ldk.call("rapidGossip", Map.of("message", message.toHex(), "now", LATER)).asLong();
  }

  /**
   * Version 1: one new channel with a policy by the defaults, then for each old channel a change of
   * some fields of the first direction, be it known or not.
   */
  private static Bytes changes(GraphSnapshot network) {
    PublicKey node1 = network.nodeId(0);
    PublicKey node2 = network.nodeId(1);
    WireWriter out = new WireWriter().bytes(PREFIX).u8(1).chainHash(network.chainHash());
    out.u32(LATER).u32(2).point(node1).point(node2);
    out.u32(1).u16(0).bigSize(77).bigSize(0).bigSize(1);
    out.u32(1 + network.channelCount()).u16(33).u64(44).u32(55).u32(66).u64(77_000);
    out.bigSize(77).u8(1);
    long before = 77;
    for (int channel = 0; channel < network.channelCount(); channel++) {
      long id = network.shortChannelId(channel).value();
      int fields = channel % 32 << 2;
      out.bigSize(id - before).u8(128 | fields | channel / 2 % 2 << 1);
      before = id;
      out.bytes(given(fields, channel));
    }
    return out.toBytes();
  }

  private static Bytes given(int fields, int value) {
    WireWriter out = new WireWriter();
    if ((fields & 64) != 0) {
      out.u16(value);
    }
    if ((fields & 32) != 0) {
      out.u64(value);
    }
    if ((fields & 16) != 0) {
      out.u32(value);
    }
    if ((fields & 8) != 0) {
      out.u32(2L * value);
    }
    if ((fields & 4) != 0) {
      out.u64(3L * value);
    }
    return out.toBytes();
  }

  private static void assertSame(JsonNode ldk, GraphSnapshot ours) {
    assertThat(ldk.get("channels")).hasSize(ours.channelCount());
    for (JsonNode channel : ldk.get("channels")) {
      int number = ours.channelIndex(new ShortChannelId(channel.get("scid").asLong()));
      assertThat(channel.get("node1").asText())
          .isEqualTo(ours.nodeId(ours.node1(number)).toString());
      assertThat(channel.get("node2").asText())
          .isEqualTo(ours.nodeId(ours.node2(number)).toString());
      for (int direction = 0; direction < 2; direction++) {
        JsonNode policy = channel.get("policies").get(direction);
        assertThat(policy(policy)).isEqualTo(text(ours.policy(2 * number + direction)));
      }
    }
    for (JsonNode node : ldk.get("nodes")) {
      int number = ours.nodeIndex(PublicKey.fromHex(node.get("id").asText()));
      assertThat(node.get("features").asText())
          .isEqualTo(ours.features(number).map(Features::encode).map(Bytes::toHex).orElse("null"));
    }
  }

  private static String policy(JsonNode ldk) {
    return ldk.isNull()
        ? "unknown"
        : String.join(
            " ",
            ldk.get("lastUpdate").asText(),
            ldk.get("enabled").asText(),
            ldk.get("delta").asText(),
            ldk.get("minimum").asText(),
            ldk.get("maximum").asText(),
            ldk.get("base").asText(),
            ldk.get("millionths").asText());
  }

  private static String text(Optional<DirectionEntry> entry) {
    if (entry.isEmpty()) {
      return "unknown";
    }
    ChannelUpdate.Policy policy = entry.get().policy();
    return String.join(
        " ",
        Long.toString(entry.get().timestamp()),
        Boolean.toString(!entry.get().disabled()),
        Integer.toString(policy.cltvExpiryDelta().blocks()),
        Long.toString(policy.htlcMinimumMsat().msat()),
        Long.toString(policy.htlcMaximumMsat().msat()),
        Long.toString(policy.feeBaseMsat()),
        Long.toString(policy.feeProportionalMillionths()));
  }
}
