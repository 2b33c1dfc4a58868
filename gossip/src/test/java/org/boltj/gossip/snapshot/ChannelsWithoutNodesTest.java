package org.boltj.gossip.snapshot;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.DeflaterOutputStream;
import org.boltj.base.Bytes;
import org.junit.jupiter.api.Test;

/** A binary file that has channels and no nodes is refused like any other that is wrong. */
class ChannelsWithoutNodesTest {
  private static final String CHAIN = "00".repeat(32);

  @Test
  void inRapidGossip() {
    Bytes nodesNone = Bytes.fromHex("4c444b01" + CHAIN + "00000001" + "00000000");
    Bytes oneChannel = Bytes.fromHex("00000001" + "0000" + "01" + "00" + "01" + "00000000");
    byte[] message = Bytes.concat(nodesNone, oneChannel).toArray();

    assertThatThrownBy(() -> RapidGossip.read(new ByteArrayInputStream(message), "a"))
        .isInstanceOf(SnapshotFormatException.class)
        .hasMessageContaining("node_id_1_index");
  }

  @Test
  void inTheCompactFormat() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(CompactFormat.MAGIC.toArray());
    file.write(CompactFormat.VERSION);
    try (DeflaterOutputStream packed = new DeflaterOutputStream(file)) {
      // No nodes, one channel, no distinct features; the channel's id, ends and capacity.
      packed.write(Bytes.fromHex(CHAIN + "00" + "01" + "00" + "01" + "00" + "01" + "00").toArray());
      packed.write(new byte[64]);
    }
    byte[] content = file.toByteArray();

    assertThatThrownBy(() -> CompactReader.read(new ByteArrayInputStream(content), "a"))
        .isInstanceOf(SnapshotFormatException.class)
        .hasMessageContaining("field node");
  }
}
