package org.boltj.wallet.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.boltj.base.BlockHash;
import org.boltj.base.TxId;
import org.boltj.port.ChainBlock;
import org.boltj.port.ChainListener;
import org.boltj.tx.Transaction;

/** Insists that each block stands on the one before, and that only the last one is taken back. */
final class StrictListener implements ChainListener {
  private final Deque<ChainBlock> connected = new ArrayDeque<>();
  final List<TxId> seen = new ArrayList<>();
  int disconnections;
  int room = Integer.MAX_VALUE;

  @Override
  public void blockConnected(ChainBlock block) {
    ChainBlock last = connected.peekLast();
    if (last != null) {
      assertThat(block.height()).isEqualTo(last.height() + 1);
      assertThat(block.previous()).isEqualTo(last.hash());
    }
    connected.addLast(block);
    room--;
  }

  @Override
  public void blockDisconnected(int height, BlockHash hash) {
    disconnections++;
    ChainBlock last = connected.pollLast();
    if (last != null) {
      assertThat(height).isEqualTo(last.height());
      assertThat(hash).isEqualTo(last.hash());
    }
  }

  @Override
  public void transactionSeen(Transaction transaction) {
    seen.add(transaction.txid());
  }

  @Override
  public boolean hasRoom() {
    return room > 0;
  }

  /** The blocks that count, oldest first. */
  List<ChainBlock> blocks() {
    return List.copyOf(connected);
  }
}
