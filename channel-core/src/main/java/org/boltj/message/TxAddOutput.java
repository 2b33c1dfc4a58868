package org.boltj.message;

import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.Satoshi;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * tx_add_output: adds an output to the transaction under construction (BOLT 2, interactive).
 *
 * @param channelId the channel
 * @param serialId identifies it in the negotiation; even from the initiator, odd from the other
 *     side
 * @param sats value of the output (sat)
 * @param script its scriptPubKey
 */
public record TxAddOutput(ChannelId channelId, long serialId, Satoshi sats, Bytes script)
    implements ChannelMessage {
  /** BOLT 2, tx_add_output. */
  public static final int TYPE = 67;

  static TxAddOutput decode(WireReader in) throws DecodeException {
    TxAddOutput message = new TxAddOutput(in.channelId(), in.u64(), in.sat(), in.bytes16());
    MessageExtension.read(in);
    return message;
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.channelId(channelId).u64(serialId).sat(sats).bytes16(script);
  }
}
