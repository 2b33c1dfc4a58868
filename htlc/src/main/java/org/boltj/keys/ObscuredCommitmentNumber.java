package org.boltj.keys;

import java.util.OptionalLong;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.crypto.Hash;
import org.boltj.tx.Transaction;

/**
 * Hides the commitment number in a commitment transaction from all but the two peers (BOLT 3,
 * "Commitment Transaction").
 *
 * @param factor the 48 bits that the number is XORed with
 */
public record ObscuredCommitmentNumber(long factor) {
  private static final long LOCKTIME_PREFIX = 0x20L << 24;
  private static final long SEQUENCE_PREFIX = 0x80L << 24;
  private static final long LOWER_24_BITS = 0xff_ffff;

  public ObscuredCommitmentNumber {
    CommitmentNumber.requireValid(factor);
  }

  /** From the payment basepoints of {@code open_channel} and {@code accept_channel}. */
  public static ObscuredCommitmentNumber of(PublicKey openerPayment, PublicKey acceptorPayment) {
    Bytes hash = Hash.sha256(openerPayment.value(), acceptorPayment.value());
    long factor = 0;
    for (int i = 26; i < 32; i++) {
      factor = factor << 8 | hash.unsigned(i);
    }
    return new ObscuredCommitmentNumber(factor);
  }

  /** The nLockTime of the commitment: 0x20 and the lower half of the obscured number. */
  public long locktime(long commitmentNumber) {
    return LOCKTIME_PREFIX | (obscure(commitmentNumber) & LOWER_24_BITS);
  }

  /** The nSequence of its input: 0x80 and the upper half of the obscured number. */
  public long sequence(long commitmentNumber) {
    return SEQUENCE_PREFIX | obscure(commitmentNumber) >>> 24;
  }

  /** The number of a commitment transaction of this channel, or empty if it is none by its form. */
  public OptionalLong commitmentNumber(Transaction tx) {
    if (tx.inputs().size() != 1) {
      return OptionalLong.empty();
    }
    long sequence = tx.inputs().get(0).sequence();
    if ((tx.locktime() & ~LOWER_24_BITS) != LOCKTIME_PREFIX
        || (sequence & ~LOWER_24_BITS) != SEQUENCE_PREFIX) {
      return OptionalLong.empty();
    }
    long obscured = (sequence & LOWER_24_BITS) << 24 | (tx.locktime() & LOWER_24_BITS);
    return OptionalLong.of(obscured ^ factor);
  }

  private long obscure(long commitmentNumber) {
    return CommitmentNumber.requireValid(commitmentNumber) ^ factor;
  }
}
