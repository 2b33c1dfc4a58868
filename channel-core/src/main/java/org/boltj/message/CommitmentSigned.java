package org.boltj.message;

import java.util.List;
import java.util.Optional;
import org.boltj.base.ChannelId;
import org.boltj.base.Signature;
import org.boltj.base.TxId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * commitment_signed: signs the receiver's next commitment (BOLT 2).
 *
 * @param channelId the channel
 * @param signature of the commitment transaction
 * @param htlcSignature of its HTLC transactions, in the order of the outputs (BOLT 3)
 * @param fundingTxid the funding transaction that is spent, while there are several
 */
public record CommitmentSigned(
    ChannelId channelId,
    Signature signature,
    List<Signature> htlcSignature,
    Optional<TxId> fundingTxid)
    implements ChannelMessage {
  /** BOLT 2, commitment_signed. */
  public static final int TYPE = 132;

  private static final long FUNDING_TXID = 1;

  public CommitmentSigned {
    htlcSignature = List.copyOf(htlcSignature);
  }

  static CommitmentSigned decode(WireReader in) throws DecodeException {
    ChannelId channelId = in.channelId();
    Signature signature = in.signature();
    List<Signature> htlcSignature = Fields.signatures(in);
    MessageExtension extension = MessageExtension.read(in, FUNDING_TXID);
    return new CommitmentSigned(
        channelId, signature, htlcSignature, extension.get(FUNDING_TXID, WireReader::txId));
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.channelId(channelId).signature(signature);
    Fields.writeSignatures(out, htlcSignature);
    MessageExtension.builder().put(FUNDING_TXID, fundingTxid, WireWriter::txId).writeTo(out);
  }
}
