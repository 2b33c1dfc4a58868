package org.boltj.message;

import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * update_fail_malformed_htlc: gives back an HTLC whose onion could not be read (BOLT 2).
 *
 * @param channelId the channel
 * @param id of the HTLC that the receiver offered
 * @param sha256OfOnion SHA-256 of the onion as received
 * @param failureCode with the BADONION bit (BOLT 4)
 */
public record UpdateFailMalformedHtlc(
    ChannelId channelId, long id, Bytes sha256OfOnion, int failureCode) implements ChannelMessage {
  /** BOLT 2, update_fail_malformed_htlc. */
  public static final int TYPE = 135;

  public UpdateFailMalformedHtlc {
    sha256OfOnion.requireSize(32, "sha256_of_onion");
  }

  static UpdateFailMalformedHtlc decode(WireReader in) throws DecodeException {
    UpdateFailMalformedHtlc message =
        new UpdateFailMalformedHtlc(in.channelId(), in.u64(), in.bytes(32), in.u16());
    MessageExtension.read(in);
    return message;
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.channelId(channelId).u64(id).bytes(sha256OfOnion).u16(failureCode);
  }
}
