package org.boltj.message;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.Signature;
import org.boltj.base.TxId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * tx_signatures: the witnesses of the sender's inputs (BOLT 2, interactive).
 *
 * @param channelId the channel
 * @param txid the transaction that was constructed
 * @param witnesses serialized witness of each of the sender's inputs, in the order of the
 *     transaction
 * @param sharedInputSignature for the current funding output, when a splice spends it
 */
public record TxSignatures(
    ChannelId channelId, TxId txid, List<Bytes> witnesses, Optional<Signature> sharedInputSignature)
    implements ChannelMessage {
  /** BOLT 2, tx_signatures. */
  public static final int TYPE = 71;

  private static final long SHARED_INPUT_SIGNATURE = 0;

  public TxSignatures {
    witnesses = List.copyOf(witnesses);
  }

  static TxSignatures decode(WireReader in) throws DecodeException {
    ChannelId channelId = in.channelId();
    TxId txid = in.txId();
    List<Bytes> witnesses = Fields.witnesses(in);
    MessageExtension extension = MessageExtension.read(in, SHARED_INPUT_SIGNATURE);
    return new TxSignatures(
        channelId, txid, witnesses, extension.get(SHARED_INPUT_SIGNATURE, WireReader::signature));
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.channelId(channelId).txId(txid);
    Fields.writeWitnesses(out, witnesses);
    MessageExtension.builder()
        .put(SHARED_INPUT_SIGNATURE, sharedInputSignature, WireWriter::signature)
        .writeTo(out);
  }
}
