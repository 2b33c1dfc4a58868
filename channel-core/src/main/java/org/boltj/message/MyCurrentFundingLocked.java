package org.boltj.message;

import org.boltj.base.TxId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;

/**
 * my_current_funding_locked of {@link ChannelReestablish}: the funding transaction that the sender
 * locked last.
 *
 * @param myCurrentFundingLockedTxid the transaction
 * @param retransmitFlags bit 0 asks for announcement_signatures again
 */
public record MyCurrentFundingLocked(TxId myCurrentFundingLockedTxid, int retransmitFlags) {
  /** Whether the receiver must send its announcement_signatures again. */
  public boolean wantsAnnouncementSignatures() {
    return (retransmitFlags & 1) != 0;
  }

  static MyCurrentFundingLocked decode(WireReader in) throws DecodeException {
    return new MyCurrentFundingLocked(in.txId(), in.u8());
  }

  void write(WireWriter out) {
    out.txId(myCurrentFundingLockedTxid).u8(retransmitFlags);
  }
}
