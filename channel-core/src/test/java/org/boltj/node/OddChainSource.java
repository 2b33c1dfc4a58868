package org.boltj.node;

import java.util.ArrayList;
import java.util.List;
import org.boltj.base.BlockHash;
import org.boltj.port.ChainBlock;
import org.boltj.port.ChainListener;
import org.boltj.port.ChainSource;

/** A chain source that breaks its promises: it repeats itself, or leaves things out. */
final class OddChainSource extends RelayedChain {
  private final List<ChainBlock> told = new ArrayList<>();
  private ChainListener listener;

  /** Each block comes twice, and after it an older one once more. */
  boolean repeats;

  /** Nothing is said of blocks that are gone. */
  boolean hidesReorganizations;

  /** So many of the next blocks are left out. */
  int leavesOut;

  /** The chain could not be asked for its height yet. */
  boolean knowsNoHeight;

  OddChainSource(ChainSource source) {
    super(source);
  }

  ChainListener listener() {
    return listener;
  }

  @Override
  public void start(int fromHeight, ChainListener heard) {
    listener = heard;
    super.start(fromHeight, new Distorted());
  }

  private final class Distorted implements ChainListener {
    @Override
    public void blockConnected(ChainBlock block) {
      if (leavesOut > 0) {
        leavesOut--;
        return;
      }
      told.add(block);
      listener.blockConnected(block);
      if (repeats) {
        listener.blockConnected(block);
        listener.blockConnected(told.get(told.size() / 2));
        block.transactions().forEach(tx -> listener.transactionSeen(tx.transaction()));
      }
    }

    @Override
    public void blockDisconnected(int height, BlockHash hash) {
      if (!hidesReorganizations) {
        listener.blockDisconnected(height, hash);
        if (repeats) {
          listener.blockDisconnected(height, hash);
        }
      }
    }
  }

  @Override
  public int tipHeight() {
    return knowsNoHeight ? 0 : super.tipHeight();
  }
}
