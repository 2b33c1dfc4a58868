package org.boltj.message;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.CltvExpiry;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentHash;
import org.boltj.base.PublicKey;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * update_add_htlc: offers an HTLC (BOLT 2).
 *
 * @param channelId the channel
 * @param id counts the sender's HTLCs on this channel from 0
 * @param amountMsat value of the HTLC (msat)
 * @param paymentHash whose preimage claims it
 * @param cltvExpiry height from which the sender may take it back
 * @param onionRoutingPacket for the receiver, 1366 bytes (BOLT 4)
 * @param pathKey when the receiver is inside a blinded path (BOLT 4)
 */
public record UpdateAddHtlc(
    ChannelId channelId,
    long id,
    MilliSatoshi amountMsat,
    PaymentHash paymentHash,
    CltvExpiry cltvExpiry,
    Bytes onionRoutingPacket,
    Optional<PublicKey> pathKey)
    implements ChannelMessage {
  /** BOLT 2, update_add_htlc. */
  public static final int TYPE = 128;

  /** Size of the onion: version, key, 1300 bytes of payloads, and authentication code (BOLT 4). */
  public static final int ONION_ROUTING_PACKET_SIZE = 1366;

  private static final long PATH_KEY = 0;

  public UpdateAddHtlc {
    onionRoutingPacket.requireSize(ONION_ROUTING_PACKET_SIZE, "onion_routing_packet");
  }

  static UpdateAddHtlc decode(WireReader in) throws DecodeException {
    ChannelId channelId = in.channelId();
    long id = in.u64();
    MilliSatoshi amountMsat = in.msat();
    PaymentHash paymentHash = new PaymentHash(in.bytes(32));
    CltvExpiry cltvExpiry = new CltvExpiry(in.u32());
    Bytes onionRoutingPacket = in.bytes(ONION_ROUTING_PACKET_SIZE);
    MessageExtension extension = MessageExtension.read(in, PATH_KEY);
    return new UpdateAddHtlc(
        channelId,
        id,
        amountMsat,
        paymentHash,
        cltvExpiry,
        onionRoutingPacket,
        extension.get(PATH_KEY, WireReader::point));
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.channelId(channelId)
        .u64(id)
        .msat(amountMsat)
        .bytes(paymentHash.value())
        .u32(cltvExpiry.height())
        .bytes(onionRoutingPacket);
    MessageExtension.builder().put(PATH_KEY, pathKey, WireWriter::point).writeTo(out);
  }
}
