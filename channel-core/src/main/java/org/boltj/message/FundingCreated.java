package org.boltj.message;

import org.boltj.base.ChannelId;
import org.boltj.base.Signature;
import org.boltj.base.TxId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * funding_created: names the funding output and signs the first commitment of the other side (BOLT
 * 2).
 *
 * @param temporaryChannelId names the channel until its funding outpoint is known
 * @param fundingTxid the funding transaction
 * @param fundingOutputIndex the output in it
 * @param signature of the receiver's first commitment transaction
 */
public record FundingCreated(
    ChannelId temporaryChannelId, TxId fundingTxid, int fundingOutputIndex, Signature signature)
    implements TemporaryChannelMessage {
  /** BOLT 2, funding_created. */
  public static final int TYPE = 34;

  static FundingCreated decode(WireReader in) throws DecodeException {
    FundingCreated message =
        new FundingCreated(in.channelId(), in.txId(), in.u16(), in.signature());
    MessageExtension.read(in);
    return message;
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.channelId(temporaryChannelId)
        .txId(fundingTxid)
        .u16(fundingOutputIndex)
        .signature(signature);
  }
}
