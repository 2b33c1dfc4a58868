package org.boltj.store;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.PaymentHash;
import org.boltj.base.PublicKey;
import org.boltj.payment.InvoiceRecord;
import org.boltj.payment.PaymentRecord;
import org.boltj.updates.PaymentId;
import org.boltj.updates.RevokedHtlc;

/**
 * The durable state of one node. One thread writes; any thread may read meanwhile.
 *
 * <p>A node writes all that one round of work has changed as one batch, and sends nothing before
 * the batch is durable. When a write fails the node stops: what it would send next could cost
 * money.
 */
public interface Store extends AutoCloseable {

  /** All that a node needs to start; empty lists for a store that is new. */
  StoredNode load() throws StoreException;

  /**
   * Writes all changes or none of them, in their order. They are durable when this returns: a crash
   * of the process or of the machine does not lose them.
   */
  void write(StoreBatch batch) throws StoreException;

  Optional<InvoiceRecord> invoice(PaymentHash paymentHash) throws StoreException;

  /**
   * Invoices, the newest first.
   *
   * @param offset how many to skip
   * @param limit how many to return at most
   */
  List<InvoiceRecord> invoices(int offset, int limit) throws StoreException;

  Optional<PaymentRecord> payment(PaymentId id) throws StoreException;

  /** All payments that were tried for that hash, the newest first. */
  List<PaymentRecord> paymentsFor(PaymentHash paymentHash) throws StoreException;

  /**
   * Payments that this node made, the newest first.
   *
   * @param offset how many to skip
   * @param limit how many to return at most
   */
  List<PaymentRecord> payments(int offset, int limit) throws StoreException;

  /**
   * HTLCs that may have outputs in a revoked commitment of the peer: for each direction those that
   * were in it or in a later one, the lowest ids first, at most {@link
   * RevokedHtlc#MAX_OF_DIRECTION}. These hold all that were in it and are in no present commitment;
   * some may not have been in it yet.
   */
  List<RevokedHtlc> revokedHtlcs(ChannelId channelId, long commitmentNumber) throws StoreException;

  /** What a peer gave us to keep for it (BOLT 1, peer_storage). */
  Optional<Bytes> peerStorage(PublicKey nodeId) throws StoreException;

  /** Releases files and locks. */
  @Override
  void close();
}
