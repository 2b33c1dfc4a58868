package org.boltj.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.PublicKey;
import org.boltj.base.TxId;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;

/** The commitment number that a transaction hides. */
class ObscuredCommitmentNumberTest {
  private static Transaction tx(long sequence, long locktime) {
    OutPoint funding = new OutPoint(new TxId(Bytes.zeros(32)), 0);
    return new Transaction(2, List.of(TxInput.unsigned(funding, sequence)), List.of(), locktime);
  }

  @Property(seed = "1")
  void isReadBack(
      @ForAll @LongRange(min = 0, max = CommitmentNumber.MAX) long factor,
      @ForAll @LongRange(min = 0, max = CommitmentNumber.MAX) long number) {
    ObscuredCommitmentNumber obscured = new ObscuredCommitmentNumber(factor);
    Transaction tx = tx(obscured.sequence(number), obscured.locktime(number));
    assertThat(tx.inputs().get(0).sequence() >>> 24).isEqualTo(0x80);
    assertThat(tx.locktime() >>> 24).isEqualTo(0x20);
    assertThat(obscured.commitmentNumber(tx)).hasValue(number);
  }

  @Example
  void isNotReadFromOtherTransactions() {
    ObscuredCommitmentNumber obscured = new ObscuredCommitmentNumber(5);
    assertThat(obscured.commitmentNumber(tx(0xffffffffL, 0x20000000L))).isEmpty();
    assertThat(obscured.commitmentNumber(tx(0x80000000L, 0))).isEmpty();
    assertThat(obscured.commitmentNumber(new Transaction(2, List.of(), List.of(), 0))).isEmpty();
  }

  @Example
  void factorOfAppendixC() {
    // BOLT 3, Appendix C.
    PublicKey opener =
        PublicKey.fromHex("034f355bdcb7cc0af728ef3cceb9615d90684bb5b2ca5f859ab0f0b704075871aa");
    PublicKey acceptor =
        PublicKey.fromHex("032c0b7cf95324a07d05398b240174dc0c2be444d96b159aa6c7f7b1e668680991");
    assertThat(ObscuredCommitmentNumber.of(opener, acceptor).factor()).isEqualTo(0x2bb038521914L);
  }
}
