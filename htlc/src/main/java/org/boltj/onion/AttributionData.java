package org.boltj.onion;

import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.crypto.Hash;

/**
 * attribution_data of update_fail_htlc and update_fulfill_htlc (BOLT 2; BOLT 4, "Initialization of
 * attribution_data"): the hold times of up to 20 hops, each hop's at its distance from the reader,
 * and 210 truncated HMACs, by which the origin node finds out who tampered with them.
 *
 * <p>{@code hmac(x, y)} is the one that hop {@code x} made for the case that {@code y} hops follow
 * it; the HMACs of one hop stand together, the largest {@code y} first.
 *
 * @param value 920 bytes
 */
public record AttributionData(Bytes value) {
  /** Hops that fit. */
  public static final int MAX_HOPS = 20;

  private static final int HOLD_TIME_SIZE = 4;
  private static final int HMAC_SIZE = 4;
  private static final int HMACS_AT = MAX_HOPS * HOLD_TIME_SIZE;

  /** Size in bytes. */
  public static final int SIZE = HMACS_AT + MAX_HOPS * (MAX_HOPS + 1) / 2 * HMAC_SIZE;

  /** Where a node starts whose downstream peer sent none. */
  static final AttributionData ZEROS = new AttributionData(Bytes.zeros(SIZE));

  public AttributionData {
    value.requireSize(SIZE, "attribution_data");
  }

  public static AttributionData decode(Bytes wire) throws DecodeException {
    if (wire.size() != SIZE) {
      throw new DecodeException("attribution_data must have 920 bytes but has " + wire.size());
    }
    return new AttributionData(wire);
  }

  /** Hides or shows the content with the hop's ammagext stream. */
  AttributionData xor(SharedSecret secret) {
    return new AttributionData(KeyType.AMMAGEXT.xor(secret.value(), value));
  }

  /**
   * What this node hands upstream before it is encrypted: itself as hop 0, all others one further.
   */
  AttributionData prepended(SharedSecret secret, HoldTime holdTime, Bytes returnPacket) {
    AttributionData moved = shiftedAwayFromReader(holdTime);
    Bytes um = KeyType.UM.derive(secret.value());
    WireWriter out = new WireWriter();
    out.bytes(moved.value.slice(0, HMACS_AT));
    for (int y = MAX_HOPS - 1; y >= 0; y--) {
      out.bytes(moved.computeHmac(um, returnPacket, y));
    }
    return new AttributionData(out.bytes(moved.value.slice(at(1, MAX_HOPS - 2))).toBytes());
  }

  private AttributionData shiftedAwayFromReader(HoldTime holdTime) {
    WireWriter out = new WireWriter();
    out.u32(holdTime.tenthsOfSecond()).bytes(value.slice(0, HMACS_AT - HOLD_TIME_SIZE));
    out.bytes(Bytes.zeros(MAX_HOPS * HMAC_SIZE));
    for (int x = 0; x < MAX_HOPS - 1; x++) {
      // The leftmost HMAC stood for a route that is now too long by one hop.
      out.bytes(value.slice(at(x, MAX_HOPS - 2 - x), at(x + 1, MAX_HOPS - 2 - x)));
    }
    return new AttributionData(out.toBytes());
  }

  /** Removes hop 0; the opposite of the shift, with zeros where values had been dropped. */
  AttributionData shiftedTowardsReader() {
    WireWriter out = new WireWriter();
    out.bytes(value.slice(HOLD_TIME_SIZE, HMACS_AT)).bytes(Bytes.zeros(HOLD_TIME_SIZE));
    for (int x = 1; x < MAX_HOPS; x++) {
      out.bytes(Bytes.zeros(HMAC_SIZE));
      out.bytes(value.slice(at(x, MAX_HOPS - 1 - x), at(x + 1, MAX_HOPS - 2 - x)));
    }
    return new AttributionData(out.bytes(Bytes.zeros(HMAC_SIZE)).toBytes());
  }

  /** The hold time of hop 0. */
  HoldTime holdTime() {
    try {
      return new HoldTime(new WireReader(value).u32());
    } catch (DecodeException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Whether hop 0 made its HMAC over this content, given that {@code y} hops follow it. */
  boolean isAttributed(SharedSecret secret, Bytes returnPacket, int y) {
    Bytes expected = computeHmac(KeyType.UM.derive(secret.value()), returnPacket, y);
    return expected.equalsConstantTime(hmac(0, y));
  }

  private Bytes computeHmac(Bytes um, Bytes returnPacket, int y) {
    WireWriter out = new WireWriter().bytes(returnPacket);
    out.bytes(value.slice(0, (y + 1) * HOLD_TIME_SIZE));
    for (int x = 1; x <= y; x++) {
      out.bytes(hmac(x, y - x));
    }
    return Hash.hmacSha256(um, out.toBytes()).slice(0, HMAC_SIZE);
  }

  private Bytes hmac(int x, int y) {
    return value.slice(at(x, y), at(x, y) + HMAC_SIZE);
  }

  /** Where hmac(x, y) starts: behind all of the hops before x, and those of x with a larger y. */
  private static int at(int x, int y) {
    int before = x * MAX_HOPS - x * (x - 1) / 2;
    return HMACS_AT + (before + MAX_HOPS - 1 - x - y) * HMAC_SIZE;
  }
}
