package org.boltj.onion;

import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.crypto.Hash;

/**
 * onion_packet (BOLT 4, "Packet Structure"). Nothing about its content is checked before it is
 * peeled: {@code publicKey} may be any 33 bytes.
 *
 * @param version 0 to 255; only 0 is known
 * @param publicKey the ephemeral key of the origin node, 33 bytes
 * @param hopPayloads 1300 bytes for a payment, any size for an onion message
 * @param hmac 32 bytes
 */
public record OnionPacket(int version, Bytes publicKey, Bytes hopPayloads, Bytes hmac) {
  /** Size of hop_payloads in the onion of a payment, in bytes. */
  public static final int PAYMENT_PAYLOADS_SIZE = 1300;

  /** All that is not hop_payloads: version, public_key and hmac, in bytes. */
  public static final int OVERHEAD = 1 + 33 + 32;

  /** Size of onion_routing_packet in update_add_htlc, in bytes. */
  public static final int PAYMENT_SIZE = OVERHEAD + PAYMENT_PAYLOADS_SIZE;

  public OnionPacket {
    if (version < 0 || version > 0xff) {
      throw new IllegalArgumentException("an onion version is one byte: " + version);
    }
    publicKey.requireSize(33, "the public_key of an onion");
    hmac.requireSize(32, "the hmac of an onion");
  }

  /** Reads a packet of any size; hop_payloads is what is left between the fixed fields. */
  public static OnionPacket decode(Bytes wire) throws DecodeException {
    if (wire.size() <= OVERHEAD) {
      throw new DecodeException("an onion of " + wire.size() + " bytes holds no payload");
    }
    WireReader in = new WireReader(wire);
    return new OnionPacket(in.u8(), in.bytes(33), in.bytes(wire.size() - OVERHEAD), in.bytes(32));
  }

  public Bytes encode() {
    return new WireWriter().u8(version).bytes(publicKey).bytes(hopPayloads).bytes(hmac).toBytes();
  }

  /** sha256_of_onion of update_fail_malformed_htlc (BOLT 2). */
  public Bytes sha256() {
    return Hash.sha256(encode());
  }
}
