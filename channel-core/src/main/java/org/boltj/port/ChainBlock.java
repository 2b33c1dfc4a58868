package org.boltj.port;

import java.util.List;
import org.boltj.base.BlockHash;

/**
 * A block of the best chain.
 *
 * @param height 0 for the genesis block
 * @param timeSeconds the time in the header, seconds since 1970
 * @param transactions all of them, or those that were asked for with {@link ChainSource#watch}
 */
public record ChainBlock(
    int height,
    BlockHash hash,
    BlockHash previous,
    long timeSeconds,
    List<ConfirmedTransaction> transactions) {
  public ChainBlock {
    transactions = List.copyOf(transactions);
  }
}
