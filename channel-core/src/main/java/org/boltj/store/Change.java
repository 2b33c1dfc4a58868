package org.boltj.store;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.channel.PersistentState;
import org.boltj.payment.InvoiceRecord;
import org.boltj.payment.PaymentRecord;
import org.boltj.updates.RevokedHtlc;

/** One change of the durable state. A {@code Put} replaces what has the same key. */
public sealed interface Change {

  /** Keyed by channel_id. What was kept of the revoked HTLCs of a closed channel is dropped. */
  record PutChannel(PersistentState state) implements Change {}

  /**
   * Adds to what is kept of the revoked commitments of a channel that was put before or is in the
   * same batch. Adding one twice does no harm.
   */
  record AddRevokedHtlcs(ChannelId channelId, List<RevokedHtlc> htlcs) implements Change {
    public AddRevokedHtlcs {
      htlcs = List.copyOf(htlcs);
    }
  }

  /**
   * The channel is over and deep in the chain: it need not be loaded any more. Its revoked HTLCs go
   * with it.
   */
  record RemoveChannel(ChannelId channelId) implements Change {}

  /** Keyed by payment_hash. */
  record PutInvoice(InvoiceRecord invoice) implements Change {}

  /** Keyed by payment id. */
  record PutPayment(PaymentRecord payment) implements Change {}

  /** Keyed by node id. */
  record PutPeer(PeerRecord peer) implements Change {}

  record RemovePeer(PublicKey nodeId) implements Change {}

  /**
   * What a peer gave us to keep for it (BOLT 1, peer_storage); keyed by node id.
   *
   * @param blob at most 65531 bytes
   */
  record PutPeerStorage(PublicKey nodeId, Bytes blob) implements Change {}

  /**
   * What is kept for a peer, if anything, may be dropped once that height is reached; until this is
   * said it may not, nor after a later {@link PutPeerStorage}.
   */
  record KeepPeerStorage(PublicKey nodeId, int untilHeight) implements Change {}

  /** Drops what need not be kept at that height any more. */
  record DropPeerStorage(int height) implements Change {}

  /** There is only one. */
  record PutChainTrail(ChainTrail trail) implements Change {}

  /** A small fact about the node itself, such as its network; keyed by name. */
  record PutMeta(String name, Bytes value) implements Change {}

  /**
   * A channel of the graph; keyed by short_channel_id. Losing one is no harm: it comes again.
   *
   * @param announcement channel_announcement, type and payload
   * @param acceptedAtSeconds seconds since 1970
   */
  record PutGossipChannel(
      ShortChannelId shortChannelId,
      Bytes announcement,
      Optional<Satoshi> capacity,
      long acceptedAtSeconds)
      implements Change {}

  /**
   * Keyed by short_channel_id and direction.
   *
   * @param direction 0 or 1
   * @param update channel_update, type and payload
   */
  record PutGossipUpdate(ShortChannelId shortChannelId, int direction, Bytes update)
      implements Change {}

  /**
   * Keyed by node id.
   *
   * @param announcement node_announcement, type and payload
   */
  record PutGossipNode(PublicKey nodeId, Bytes announcement) implements Change {}

  /** The channel of the graph with its updates. */
  record RemoveGossipChannel(ShortChannelId shortChannelId) implements Change {}
}
