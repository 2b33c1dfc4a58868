package org.boltj.port;

import org.boltj.tx.Transaction;

/**
 * A signed transaction that funds a channel, not yet broadcast.
 *
 * @param outputIndex the output that pays the requested script
 */
public record FundingTransaction(Transaction transaction, int outputIndex) {}
