package org.boltj.base;

/** A transaction output: the transaction and the index in it, 0 to 65535 for all that we handle. */
public record OutPoint(TxId txid, long index) {
  public OutPoint {
    if (index < 0 || index > 0xffffffffL) {
      throw new IllegalArgumentException("output index must fit 32 bits without sign: " + index);
    }
  }

  /**
   * The channel_id of the channel that this output funds: the txid with its last two bytes altered
   * by XOR with the index (BOLT 2, "Definition of channel_id").
   */
  public ChannelId toChannelId() {
    byte[] id = txid.value().toArray();
    id[30] ^= (byte) (index >> 8);
    id[31] ^= (byte) index;
    return new ChannelId(Bytes.wrap(id));
  }

  @Override
  public String toString() {
    return txid + ":" + index;
  }
}
