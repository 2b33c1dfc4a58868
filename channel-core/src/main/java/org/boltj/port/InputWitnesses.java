package org.boltj.port;

import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;

/** Signs the given inputs of a transaction once all its inputs and outputs stand. */
public interface InputWitnesses {

  /**
   * The witness of one given input.
   *
   * @param unsigned the whole transaction without witnesses
   * @param spent the outputs that its inputs spend, in the order of the inputs
   * @param inputIndex the input to sign
   * @return the stack of the witness, bottom first
   */
  List<Bytes> witness(Transaction unsigned, List<TxOutput> spent, int inputIndex);
}
