package org.boltj.port;

import org.boltj.tx.Transaction;

/**
 * A transaction in a block.
 *
 * @param txIndex its index in the block, 0 for the coinbase
 */
public record ConfirmedTransaction(Transaction transaction, int txIndex) {}
