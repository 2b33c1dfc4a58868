package org.boltj.onchain;

import org.boltj.tx.Transaction;

/** A transaction in a block that spends an output which this channel watches. */
public record ConfirmedSpend(Transaction transaction, int height) {}
