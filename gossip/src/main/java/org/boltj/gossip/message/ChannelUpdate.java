package org.boltj.gossip.message;

import java.util.function.Function;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.base.Signature;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.crypto.Secp256k1;

/**
 * channel_update: what one end of a channel asks for relaying through it (BOLT 7).
 *
 * @param signature with the node id of the end that the direction bit names
 * @param chainHash the chain
 * @param shortChannelId the channel, or an alias of a channel that is not announced
 * @param timestamp seconds since 1970 by convention; orders the updates of one end
 * @param messageFlags bit 0 is always set, bit 1 is dont_forward
 * @param channelFlags bit 0 is the direction, bit 1 is disable
 * @param cltvExpiryDelta subtracted from the expiry of an incoming HTLC (blocks)
 * @param htlcMinimumMsat smallest HTLC (msat), as sent: 64 bits without sign, perhaps more than all
 *     money; see {@link #policy()}
 * @param feeBaseMsat fee for any HTLC (msat)
 * @param feeProportionalMillionths fee per millionth of the amount forwarded
 * @param htlcMaximumMsat largest HTLC (msat), as sent like the smallest
 * @param unknownFields bytes after the known fields; they are signed too
 */
public record ChannelUpdate(
    Signature signature,
    BlockHash chainHash,
    ShortChannelId shortChannelId,
    long timestamp,
    int messageFlags,
    int channelFlags,
    CltvExpiryDelta cltvExpiryDelta,
    long htlcMinimumMsat,
    long feeBaseMsat,
    long feeProportionalMillionths,
    long htlcMaximumMsat,
    Bytes unknownFields)
    implements GossipMessage {
  /** BOLT 7, channel_update. */
  public static final int TYPE = 258;

  private static final int MUST_BE_ONE = 1;
  private static final int DONT_FORWARD = 2;
  private static final int DIRECTION = 1;
  private static final int DISABLE = 2;
  private static final Signature UNSIGNED = new Signature(Bytes.zeros(64));

  /**
   * Fees and bounds that a node asks for in one direction of a channel.
   *
   * @param inboundFeeBaseMsat what it adds to the fee for HTLCs that come in over this channel, or
   *     takes off when negative (bLIP 18; msat)
   * @param inboundFeeProportionalMillionths the same per millionth of what comes in before this fee
   */
  public record Policy(
      CltvExpiryDelta cltvExpiryDelta,
      MilliSatoshi htlcMinimumMsat,
      long feeBaseMsat,
      long feeProportionalMillionths,
      MilliSatoshi htlcMaximumMsat,
      int inboundFeeBaseMsat,
      int inboundFeeProportionalMillionths) {
    /** A policy without inbound fees. */
    public Policy(
        CltvExpiryDelta cltvExpiryDelta,
        MilliSatoshi htlcMinimumMsat,
        long feeBaseMsat,
        long feeProportionalMillionths,
        MilliSatoshi htlcMaximumMsat) {
      this(
          cltvExpiryDelta,
          htlcMinimumMsat,
          feeBaseMsat,
          feeProportionalMillionths,
          htlcMaximumMsat,
          0,
          0);
    }

    /**
     * The fee for forwarding that amount, in msat, rounded down (BOLT 7, "HTLC Fees").
     *
     * @throws ArithmeticException when the fee is more than 2^63 msat
     */
    public MilliSatoshi fee(MilliSatoshi amount) {
      return ChannelUpdate.fee(feeBaseMsat, feeProportionalMillionths, amount);
    }
  }

  /**
   * An update still without signature.
   *
   * @param origin the node that sends it; its place among the two ids gives the direction
   * @param forwardable whether the channel is announced; sets dont_forward when not
   */
  public static ChannelUpdate unsigned(
      BlockHash chainHash,
      ShortChannelId shortChannelId,
      PublicKey origin,
      PublicKey otherNode,
      long timestamp,
      boolean disabled,
      boolean forwardable,
      Policy policy) {
    int direction = origin.compareTo(otherNode) < 0 ? 0 : DIRECTION;
    return new ChannelUpdate(
        UNSIGNED,
        chainHash,
        shortChannelId,
        timestamp,
        forwardable ? MUST_BE_ONE : MUST_BE_ONE | DONT_FORWARD,
        disabled ? direction | DISABLE : direction,
        policy.cltvExpiryDelta(),
        policy.htlcMinimumMsat().msat(),
        policy.feeBaseMsat(),
        policy.feeProportionalMillionths(),
        policy.htlcMaximumMsat().msat(),
        InboundFee.of(policy).encode());
  }

  public static ChannelUpdate decode(WireReader in) throws DecodeException {
    return new ChannelUpdate(
        in.signature(),
        in.chainHash(),
        in.shortChannelId(),
        in.u32(),
        in.u8(),
        in.u8(),
        new CltvExpiryDelta(in.u16()),
        in.u64(),
        in.u32(),
        in.u32(),
        in.u64(),
        in.rest());
  }

  /**
   * fee_base_msat + amount * fee_proportional_millionths / 1000000, rounded down (BOLT 7, "HTLC
   * Fees").
   *
   * @throws ArithmeticException when the fee does not fit 63 bits
   */
  public static MilliSatoshi fee(
      long feeBaseMsat, long feeProportionalMillionths, MilliSatoshi amount) {
    long whole = amount.msat() / 1_000_000;
    long part = amount.msat() % 1_000_000;
    long proportional =
        Math.addExact(
            Math.multiplyExact(whole, feeProportionalMillionths),
            part * feeProportionalMillionths / 1_000_000);
    return MilliSatoshi.of(Math.addExact(feeBaseMsat, proportional));
  }

  /** The same update, signed by a function from a hash to a signature. */
  public ChannelUpdate sign(Function<Bytes, Signature> signer) {
    return new ChannelUpdate(
        signer.apply(signedHash()),
        chainHash,
        shortChannelId,
        timestamp,
        messageFlags,
        channelFlags,
        cltvExpiryDelta,
        htlcMinimumMsat,
        feeBaseMsat,
        feeProportionalMillionths,
        htlcMaximumMsat,
        unknownFields);
  }

  /** Whether the signature is right for that node; a key off the curve makes it wrong. */
  public boolean signatureValid(PublicKey nodeId) {
    return Secp256k1.get().verify(signature, signedHash(), nodeId);
  }

  /** 0 when node_id_1 sent it, 1 when node_id_2 did. */
  public int direction() {
    return channelFlags & DIRECTION;
  }

  public boolean isDisabled() {
    return (channelFlags & DISABLE) != 0;
  }

  /** Whether it must not be passed on to other peers. */
  public boolean dontForward() {
    return (messageFlags & DONT_FORWARD) != 0;
  }

  /**
   * Its fees and bounds. A bound that is more than all money is all money, and an inbound fee that
   * cannot be read is none.
   */
  public Policy policy() {
    InboundFee inbound = InboundFee.decode(unknownFields);
    return new Policy(
        cltvExpiryDelta,
        bound(htlcMinimumMsat),
        feeBaseMsat,
        feeProportionalMillionths,
        bound(htlcMaximumMsat),
        inbound.baseMsat(),
        inbound.proportionalMillionths());
  }

  private static MilliSatoshi bound(long unsignedMsat) {
    MilliSatoshi most = MilliSatoshi.MAX_MONEY;
    return unsignedMsat < 0 || unsignedMsat > most.msat() ? most : MilliSatoshi.of(unsignedMsat);
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.signature(signature);
    writeWitness(out);
  }

  @Override
  public void writeWitness(WireWriter out) {
    out.chainHash(chainHash).shortChannelId(shortChannelId).u32(timestamp);
    out.u8(messageFlags).u8(channelFlags).u16(cltvExpiryDelta.blocks());
    out.u64(htlcMinimumMsat).u32(feeBaseMsat).u32(feeProportionalMillionths).u64(htlcMaximumMsat);
    out.bytes(unknownFields);
  }
}
