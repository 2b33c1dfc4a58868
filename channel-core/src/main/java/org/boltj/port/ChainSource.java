package org.boltj.port;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.ShortChannelId;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;

/** A view of the Bitcoin chain that a node follows. Each node has its own. */
public interface ChainSource extends AutoCloseable {

  /**
   * Starts to deliver blocks to the listener, in order and without a gap, from {@code fromHeight +
   * 1} up to the tip and then as they come. Called once.
   *
   * @param fromHeight the height of the last block that the node has processed, or the tip for a
   *     node that is new
   */
  void start(int fromHeight, ChainListener listener);

  /**
   * The height of the best block known, be it delivered or not; 0 is the genesis block, or says
   * that the chain could not be asked yet. Cheap, never fails.
   */
  int tipHeight();

  /**
   * Asks to be told about the transaction that creates or spends this output. A source that
   * delivers all transactions of all blocks may ignore it; one that filters must also look again at
   * blocks it has already delivered.
   */
  void watch(OutPoint output, Bytes scriptPubKey);

  /**
   * Broadcasts transactions that belong together, parents first. The future fails never: what goes
   * wrong is a {@link PublishResult}.
   */
  CompletableFuture<PublishResult> publish(List<Transaction> packageOfTransactions);

  /**
   * The output that a {@code short_channel_id} names, for the validation of gossip (BOLT 7); empty
   * when there is none or when it is spent. Fails when the chain cannot be asked now.
   */
  CompletableFuture<Optional<TxOutput>> fundingOutput(ShortChannelId shortChannelId);

  /** Stops the delivery of blocks. */
  @Override
  void close();
}
