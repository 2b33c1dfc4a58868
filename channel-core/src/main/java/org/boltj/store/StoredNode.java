package org.boltj.store;

import java.util.List;
import java.util.Map;
import org.boltj.base.Bytes;
import org.boltj.channel.PersistentState;
import org.boltj.payment.PaymentRecord;

/**
 * What a node loads when it starts.
 *
 * @param pendingPayments payments that have neither succeeded nor failed; the others are looked up
 */
public record StoredNode(
    List<PersistentState> channels,
    List<PaymentRecord> pendingPayments,
    List<PeerRecord> peers,
    ChainTrail trail,
    Map<String, Bytes> meta,
    StoredGossip gossip) {
  /**
   * Name in {@code meta} that says, if its value is not empty, that this store was made as a copy
   * of another: a node that starts on it takes its channels as possibly old.
   */
  public static final String COPY_MARK = "copy";

  public StoredNode {
    channels = List.copyOf(channels);
    pendingPayments = List.copyOf(pendingPayments);
    peers = List.copyOf(peers);
    meta = Map.copyOf(meta);
  }
}
