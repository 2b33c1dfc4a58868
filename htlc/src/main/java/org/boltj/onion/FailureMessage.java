package org.boltj.onion;

import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiry;
import org.boltj.base.MilliSatoshi;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireWriter;

/**
 * failuremsg: why a node did not take an HTLC (BOLT 4, "Failure Messages"). Each code is a record
 * with its data in the order of the specification. A {@code channelUpdate} holds the raw bytes of a
 * channel_update, mostly none: it must never reach the graph.
 */
public sealed interface FailureMessage {
  /** Flag: the onion could not be read; sent by the peer of the node that failed. */
  int BADONION = 0x8000;

  /** Flag: trying again will not help. */
  int PERM = 0x4000;

  /** Flag: the failure is of the whole node, not of one channel. */
  int NODE = 0x2000;

  /** Flag: a parameter of the channel was not followed. */
  int UPDATE = 0x1000;

  /** failure_code with its flags, 0 to 65535. */
  int code();

  /** Writes what stands behind the code. */
  default void writeData(WireWriter out) {}

  default boolean isBadOnion() {
    return (code() & BADONION) != 0;
  }

  default boolean isPermanent() {
    return (code() & PERM) != 0;
  }

  default boolean isNodeFailure() {
    return (code() & NODE) != 0;
  }

  default boolean isUpdate() {
    return (code() & UPDATE) != 0;
  }

  default Bytes encode() {
    WireWriter out = new WireWriter().u16(code());
    writeData(out);
    return out.toBytes();
  }

  /**
   * Reads a failuremsg; bytes behind the known data are ignored, as BOLT 4 says.
   *
   * @throws DecodeException when there is not even a code
   */
  static FailureMessage decode(Bytes failuremsg) throws DecodeException {
    return FailureMessageDecoder.decode(failuremsg);
  }

  record TemporaryNodeFailure() implements FailureMessage {
    @Override
    public int code() {
      return NODE | 2;
    }
  }

  record PermanentNodeFailure() implements FailureMessage {
    @Override
    public int code() {
      return PERM | NODE | 2;
    }
  }

  record RequiredNodeFeatureMissing() implements FailureMessage {
    @Override
    public int code() {
      return PERM | NODE | 3;
    }
  }

  /** The failures that update_fail_malformed_htlc may carry (BOLT 2). */
  sealed interface BadOnion extends FailureMessage {
    /** SHA-256 of the onion as it was received, 32 bytes. */
    Bytes sha256OfOnion();

    @Override
    default void writeData(WireWriter out) {
      out.bytes(sha256OfOnion());
    }
  }

  record InvalidOnionVersion(Bytes sha256OfOnion) implements BadOnion {
    @Override
    public int code() {
      return BADONION | PERM | 4;
    }
  }

  record InvalidOnionHmac(Bytes sha256OfOnion) implements BadOnion {
    @Override
    public int code() {
      return BADONION | PERM | 5;
    }
  }

  record InvalidOnionKey(Bytes sha256OfOnion) implements BadOnion {
    @Override
    public int code() {
      return BADONION | PERM | 6;
    }
  }

  record TemporaryChannelFailure(Bytes channelUpdate) implements FailureMessage {
    @Override
    public int code() {
      return UPDATE | 7;
    }

    @Override
    public void writeData(WireWriter out) {
      out.bytes16(channelUpdate);
    }
  }

  record PermanentChannelFailure() implements FailureMessage {
    @Override
    public int code() {
      return PERM | 8;
    }
  }

  record RequiredChannelFeatureMissing() implements FailureMessage {
    @Override
    public int code() {
      return PERM | 9;
    }
  }

  record UnknownNextPeer() implements FailureMessage {
    @Override
    public int code() {
      return PERM | 10;
    }
  }

  /** {@code htlcMsat} is the amount of the outgoing HTLC. */
  record AmountBelowMinimum(MilliSatoshi htlcMsat, Bytes channelUpdate) implements FailureMessage {
    @Override
    public int code() {
      return UPDATE | 11;
    }

    @Override
    public void writeData(WireWriter out) {
      out.msat(htlcMsat).bytes16(channelUpdate);
    }
  }

  /** {@code htlcMsat} is the amount of the incoming HTLC. */
  record FeeInsufficient(MilliSatoshi htlcMsat, Bytes channelUpdate) implements FailureMessage {
    @Override
    public int code() {
      return UPDATE | 12;
    }

    @Override
    public void writeData(WireWriter out) {
      out.msat(htlcMsat).bytes16(channelUpdate);
    }
  }

  /** {@code cltvExpiry} is that of the outgoing HTLC. */
  record IncorrectCltvExpiry(CltvExpiry cltvExpiry, Bytes channelUpdate) implements FailureMessage {
    @Override
    public int code() {
      return UPDATE | 13;
    }

    @Override
    public void writeData(WireWriter out) {
      out.u32(cltvExpiry.height()).bytes16(channelUpdate);
    }
  }

  record ExpiryTooSoon(Bytes channelUpdate) implements FailureMessage {
    @Override
    public int code() {
      return UPDATE | 14;
    }

    @Override
    public void writeData(WireWriter out) {
      out.bytes16(channelUpdate);
    }
  }

  /**
   * The one answer of a final node to a wrong hash, secret, amount or expiry, so that nobody can
   * probe which it was.
   *
   * @param htlcMsat the amount of the HTLC
   * @param height the block height at the final node
   */
  record IncorrectOrUnknownPaymentDetails(MilliSatoshi htlcMsat, long height)
      implements FailureMessage {
    @Override
    public int code() {
      return PERM | 15;
    }

    @Override
    public void writeData(WireWriter out) {
      out.msat(htlcMsat).u32(height);
    }
  }

  /** {@code cltvExpiry} is that of the incoming HTLC. */
  record FinalIncorrectCltvExpiry(CltvExpiry cltvExpiry) implements FailureMessage {
    @Override
    public int code() {
      return 18;
    }

    @Override
    public void writeData(WireWriter out) {
      out.u32(cltvExpiry.height());
    }
  }

  record FinalIncorrectHtlcAmount(MilliSatoshi incomingHtlcAmt) implements FailureMessage {
    @Override
    public int code() {
      return 19;
    }

    @Override
    public void writeData(WireWriter out) {
      out.msat(incomingHtlcAmt);
    }
  }

  /** No flag of {@code disabledFlags} is defined: it is 0. */
  record ChannelDisabled(int disabledFlags, Bytes channelUpdate) implements FailureMessage {
    @Override
    public int code() {
      return UPDATE | 20;
    }

    @Override
    public void writeData(WireWriter out) {
      out.u16(disabledFlags).bytes16(channelUpdate);
    }
  }

  record ExpiryTooFar() implements FailureMessage {
    @Override
    public int code() {
      return 21;
    }
  }

  /**
   * @param type the TLV type at fault, unsigned; 0 when it is no single one
   * @param offset where its record starts in the payload, in bytes
   */
  record InvalidOnionPayload(long type, int offset) implements FailureMessage {
    @Override
    public int code() {
      return PERM | 22;
    }

    @Override
    public void writeData(WireWriter out) {
      out.bigSize(type).u16(offset);
    }
  }

  record MppTimeout() implements FailureMessage {
    @Override
    public int code() {
      return 23;
    }
  }

  record InvalidOnionBlinding(Bytes sha256OfOnion) implements BadOnion {
    @Override
    public int code() {
      return BADONION | PERM | 24;
    }
  }

  /**
   * A code that BOLT 4 does not list, or a listed one whose data does not follow it. The flags of
   * the code still tell what to do.
   */
  record Unknown(int code, Bytes data) implements FailureMessage {
    @Override
    public void writeData(WireWriter out) {
      out.bytes(data);
    }
  }
}
