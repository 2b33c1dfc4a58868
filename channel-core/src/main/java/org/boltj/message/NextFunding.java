package org.boltj.message;

import org.boltj.base.TxId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;

/**
 * next_funding of {@link ChannelReestablish}: a transaction whose signatures the sender still
 * lacks.
 *
 * @param nextFundingTxid the transaction
 * @param retransmitFlags bit 0 asks for commitment_signed again
 */
public record NextFunding(TxId nextFundingTxid, int retransmitFlags) {
  /** Whether the receiver must send its commitment_signed again. */
  public boolean wantsCommitmentSigned() {
    return (retransmitFlags & 1) != 0;
  }

  static NextFunding decode(WireReader in) throws DecodeException {
    return new NextFunding(in.txId(), in.u8());
  }

  void write(WireWriter out) {
    out.txId(nextFundingTxid).u8(retransmitFlags);
  }
}
