package org.boltj.port;

import java.util.List;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.Satoshi;
import org.boltj.tx.TxOutput;

/**
 * A transaction that lacks a fee: the child of a commitment transaction that spends its anchor, or
 * an HTLC transaction of an anchor channel (BOLT 3). The given inputs and outputs stay first and in
 * order; the wallet adds its own after them.
 *
 * @param inputs the inputs that are given; the wallet asks {@code witnesses} for what unlocks them
 * @param outputs the outputs that are given, possibly none
 * @param locktime nLockTime
 * @param parentWeight the weight of the unconfirmed parents that are to be paid for too, 0 for none
 * @param parentFee the fee that those parents pay by themselves
 * @param feerate what parents and child together are to reach
 */
public record CompletionRequest(
    List<GivenInput> inputs,
    List<TxOutput> outputs,
    long locktime,
    long parentWeight,
    Satoshi parentFee,
    FeeratePerKw feerate,
    InputWitnesses witnesses) {
  public CompletionRequest {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
