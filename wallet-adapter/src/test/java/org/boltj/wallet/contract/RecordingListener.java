package org.boltj.wallet.contract;

import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.boltj.base.BlockHash;
import org.boltj.base.TxId;
import org.boltj.port.ChainBlock;
import org.boltj.port.ChainListener;
import org.boltj.tx.Transaction;

/** Keeps what a source says and lets a test wait for it. */
public class RecordingListener implements ChainListener {
  /** One thing that was said. */
  public sealed interface Said {
    record Connected(ChainBlock block) implements Said {}

    record Disconnected(int height, BlockHash hash) implements Said {}

    record Seen(TxId txid) implements Said {}

    record Available(boolean up, String why) implements Said {}
  }

  private final BlockingQueue<Said> queue = new LinkedBlockingQueue<>();
  private final AtomicInteger room = new AtomicInteger(Integer.MAX_VALUE);
  private volatile boolean away;

  /** From now on so many blocks are welcome. */
  public void room(int blocks) {
    room.set(blocks);
  }

  @Override
  public boolean hasRoom() {
    return room.get() > 0;
  }

  /** How many blocks were connected beyond what was welcome, if that is negative. */
  public int roomLeft() {
    return room.get();
  }

  @Override
  public void blockConnected(ChainBlock block) {
    room.decrementAndGet();
    queue.add(new Said.Connected(block));
  }

  @Override
  public void blockDisconnected(int height, BlockHash hash) {
    queue.add(new Said.Disconnected(height, hash));
  }

  @Override
  public void transactionSeen(Transaction transaction) {
    queue.add(new Said.Seen(transaction.txid()));
  }

  @Override
  public void available(boolean up, String why) {
    away = !up;
    queue.add(new Said.Available(up, why));
  }

  /** Waits for the source to say that its chain is away, unless it has not said otherwise yet. */
  public void awaitAway() throws InterruptedException {
    if (!away) {
      await(it -> it instanceof Said.Available available && !available.up());
    }
  }

  /** All that is said up to the first thing that is wanted, which is included. */
  public List<Said> await(Predicate<Said> wanted) throws InterruptedException {
    List<Said> passed = new ArrayList<>();
    while (true) {
      Said next = queue.poll(60, TimeUnit.SECONDS);
      if (next == null) {
        return fail("not said within 60 s; said was " + passed);
      }
      passed.add(next);
      if (wanted.test(next)) {
        return passed;
      }
    }
  }

  /** The blocks connected up to that height, in order. */
  public List<ChainBlock> awaitHeight(int height) throws InterruptedException {
    List<ChainBlock> blocks = new ArrayList<>();
    for (Said said : await(it -> it instanceof Said.Connected c && c.block().height() >= height)) {
      if (said instanceof Said.Connected connected) {
        blocks.add(connected.block());
      }
    }
    return blocks;
  }
}
