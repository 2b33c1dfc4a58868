package org.boltj.message;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.TxId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * tx_add_input: adds an input to the transaction under construction (BOLT 2, interactive).
 *
 * @param channelId the channel
 * @param serialId identifies it in the negotiation; even from the initiator, odd from the other
 *     side
 * @param prevtx the transaction that is spent, serialized; empty for the shared input
 * @param prevtxVout the output of it that is spent
 * @param sequence of the input
 * @param sharedInputTxid the funding transaction, when the input spends the current funding output
 */
public record TxAddInput(
    ChannelId channelId,
    long serialId,
    Bytes prevtx,
    long prevtxVout,
    long sequence,
    Optional<TxId> sharedInputTxid)
    implements ChannelMessage {
  /** BOLT 2, tx_add_input. */
  public static final int TYPE = 66;

  private static final long SHARED_INPUT_TXID = 0;

  static TxAddInput decode(WireReader in) throws DecodeException {
    ChannelId channelId = in.channelId();
    long serialId = in.u64();
    Bytes prevtx = in.bytes16();
    long prevtxVout = in.u32();
    long sequence = in.u32();
    MessageExtension extension = MessageExtension.read(in, SHARED_INPUT_TXID);
    return new TxAddInput(
        channelId,
        serialId,
        prevtx,
        prevtxVout,
        sequence,
        extension.get(SHARED_INPUT_TXID, WireReader::txId));
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.channelId(channelId).u64(serialId).bytes16(prevtx).u32(prevtxVout).u32(sequence);
    MessageExtension.builder()
        .put(SHARED_INPUT_TXID, sharedInputTxid, WireWriter::txId)
        .writeTo(out);
  }
}
