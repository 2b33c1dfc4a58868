package org.boltj.sign;

import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.base.Signature;
import org.boltj.crypto.RecoverableSignature;

/** The key of the node itself. All hashes have 32 bytes. */
public interface NodeSigner {
  /** The public key that names the node. */
  PublicKey nodeId();

  /**
   * SHA-256 of the shared point, for onions (BOLT 4) and the handshake (BOLT 8). Called from
   * several threads, also at once. An HTLC for which it throws is tried again at the next block.
   */
  Bytes ecdh(PublicKey other);

  /** Signs the double SHA-256 of a gossip message (BOLT 7). */
  Signature signGossip(Bytes hash);

  /** Signs the SHA-256 of an invoice so that the node id can be recovered (BOLT 11). */
  RecoverableSignature signInvoice(Bytes hash);

  /** Signs the tagged Merkle root of an invoice of BOLT 12, by BIP 340. */
  Signature signBolt12(Bytes hash);
}
