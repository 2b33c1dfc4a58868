package org.boltj.gossip.bench;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.crypto.Hash;
import org.boltj.crypto.Secp256k1;
import org.boltj.gossip.graph.EdgeData;
import org.boltj.gossip.graph.GraphView;
import org.ldk.structs.Access;
import org.ldk.structs.NetworkGraph;
import org.ldk.structs.Option_AccessZ;
import org.ldk.structs.Result_NoneLightningErrorZ;
import org.ldk.structs.Result_TxOutAccessErrorZ;
import org.ldk.structs.Result_UnsignedChannelAnnouncementDecodeErrorZ.Result_UnsignedChannelAnnouncementDecodeErrorZ_OK;
import org.ldk.structs.Result_UnsignedChannelUpdateDecodeErrorZ.Result_UnsignedChannelUpdateDecodeErrorZ_OK;
import org.ldk.structs.TxOut;
import org.ldk.structs.UnsignedChannelAnnouncement;
import org.ldk.structs.UnsignedChannelUpdate;

/**
 * A graph of ours in LDK's network graph: every usable edge with its policy, and every capacity,
 * which LDK asks a stand-in for the chain for.
 */
final class LdkGraph {
  private static final byte[] CHAIN = new byte[32];
  private static final byte[] BITCOIN_KEY_1 = key(1);
  private static final byte[] BITCOIN_KEY_2 = key(2);

  private final GraphView view;
  private final NetworkGraph graph = NetworkGraph.of(CHAIN);
  private final byte[][] keys;
  private final byte[] script = fundingScript();
  private long capacitySat;
  private final Option_AccessZ chain =
      Option_AccessZ.some(
          Access.new_impl(
              (hash, id) -> Result_TxOutAccessErrorZ.ok(new TxOut(capacitySat, script))));

  private LdkGraph(GraphView view) {
    this.view = view;
    this.keys = keys(view);
  }

  static LdkGraph of(GraphView view) {
    LdkGraph graph = new LdkGraph(view);
    EdgeData data = new EdgeData();
    for (int channel = 0; channel < view.channelBound(); channel++) {
      boolean announced = false;
      for (int edge = 2 * channel; edge <= 2 * channel + 1; edge++) {
        if (view.read(edge, data)) {
          announced = announced || graph.announce(channel, data);
          graph.update(edge, data);
        }
      }
    }
    return graph;
  }

  NetworkGraph network() {
    return graph;
  }

  /** The key by which LDK knows a node. */
  byte[] keyOf(int node) {
    return keys[node];
  }

  /** Keys of our own: those of a generated graph need not be on the curve. */
  private static byte[][] keys(GraphView view) {
    byte[][] keys = new byte[view.nodeBound()][];
    for (int node = 0; node < keys.length; node++) {
      keys[node] = key(node + 1);
    }
    return keys;
  }

  private static byte[] key(int number) {
    byte[] secret = new byte[32];
    ByteBuffer.wrap(secret).putInt(28, number);
    return Secp256k1.get().publicKey(new PrivateKey(Bytes.wrap(secret))).value().toArray();
  }

  private boolean announce(int channel, EdgeData data) {
    capacitySat = data.capacityMsat() / 1000;
    byte[] bytes =
        ByteBuffer.allocate(2 + 32 + 8 + 4 * 33)
            .putShort((short) 0)
            .put(CHAIN)
            .putLong(view.shortChannelId(channel).value())
            .put(keys[view.endpoint(channel, 0)])
            .put(keys[view.endpoint(channel, 1)])
            .put(BITCOIN_KEY_1)
            .put(BITCOIN_KEY_2)
            .array();
    if (UnsignedChannelAnnouncement.read(bytes)
        instanceof Result_UnsignedChannelAnnouncementDecodeErrorZ_OK read) {
      check(graph.update_channel_from_unsigned_announcement(read.res, chain));
      return true;
    }
    throw new IllegalStateException("LDK cannot read the announcement of channel " + channel);
  }

  private void update(int edge, EdgeData data) {
    byte[] bytes =
        ByteBuffer.allocate(32 + 8 + 4 + 1 + 1 + 2 + 8 + 4 + 4 + 8)
            .put(CHAIN)
            .putLong(view.shortChannelId(edge >> 1).value())
            .putInt((int) (System.currentTimeMillis() / 1000)) // LDK takes none that is stale
            .put((byte) 1)
            .put((byte) (edge & 1))
            .putShort((short) data.cltvExpiryDelta())
            .putLong(data.htlcMinimumMsat())
            .putInt((int) data.feeBaseMsat())
            .putInt((int) data.feeProportionalMillionths())
            .putLong(data.htlcMaximumMsat())
            .array();
    if (UnsignedChannelUpdate.read(bytes)
        instanceof Result_UnsignedChannelUpdateDecodeErrorZ_OK read) {
      check(graph.update_channel_unsigned(read.res));
    } else {
      throw new IllegalStateException("LDK cannot read the update of edge " + edge);
    }
  }

  private static void check(Result_NoneLightningErrorZ result) {
    if (result instanceof Result_NoneLightningErrorZ.Result_NoneLightningErrorZ_Err refused) {
      throw new IllegalStateException("LDK refuses: " + refused.err.get_err());
    }
  }

  private static byte[] fundingScript() {
    ByteArrayOutputStream script = new ByteArrayOutputStream();
    script.write(0x52);
    for (byte[] key : new byte[][] {BITCOIN_KEY_1, BITCOIN_KEY_2}) {
      script.write(33);
      script.writeBytes(key);
    }
    script.writeBytes(new byte[] {0x52, (byte) 0xae});
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    output.writeBytes(new byte[] {0, 32});
    output.writeBytes(Hash.sha256(Bytes.wrap(script.toByteArray())).toArray());
    return output.toByteArray();
  }
}
