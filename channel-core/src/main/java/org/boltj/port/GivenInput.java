package org.boltj.port;

import org.boltj.base.OutPoint;
import org.boltj.tx.TxOutput;

/**
 * An input that the wallet cannot sign.
 *
 * @param spent the output that it spends
 * @param sequence nSequence, 0 to 2^32 - 1
 * @param witnessWeight the largest weight of its witness, in weight units
 */
public record GivenInput(OutPoint outPoint, TxOutput spent, long sequence, int witnessWeight) {}
