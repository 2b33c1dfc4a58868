package org.boltj.node;

import org.boltj.port.ChainBlock;

/** Hears of blocks beside the channels. */
interface BlockWatcher {
  /** A block, before the channels hear of it. */
  void blockConnected(ChainBlock block);

  /** The block of that height is not in the chain any more. */
  void blockDisconnected(int height);

  /** After channels have told each other what they learnt from the block. */
  void afterBlock(int height);
}
