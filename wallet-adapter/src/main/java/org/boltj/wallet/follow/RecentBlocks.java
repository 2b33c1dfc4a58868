package org.boltj.wallet.follow;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.boltj.base.BlockHash;

/**
 * What was read of the blocks that were asked for last, so that a block with several funding
 * outputs is read once. Who asks for a block that is being read waits for it. Safe for several
 * threads.
 *
 * @param <T> what is kept of a block
 */
public final class RecentBlocks<T> {
  private final int capacity;

  /** The block that was not asked for the longest comes first. */
  private final Map<BlockHash, CompletableFuture<T>> blocks =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BlockHash, CompletableFuture<T>> eldest) {
          return size() > capacity;
        }
      };

  /** Reads a block. */
  @FunctionalInterface
  public interface Reader<T> {
    T read() throws ChainUnavailableException;
  }

  /** Keeps that many blocks. */
  public RecentBlocks(int capacity) {
    this.capacity = capacity;
  }

  /** What is kept of that block, read now if need be; a failure is not kept. */
  public T get(BlockHash hash, Reader<T> reader) throws ChainUnavailableException {
    CompletableFuture<T> mine = new CompletableFuture<>();
    CompletableFuture<T> known;
    synchronized (blocks) {
      known = blocks.putIfAbsent(hash, mine);
    }
    return known == null ? read(hash, reader, mine) : waitFor(known);
  }

  private T read(BlockHash hash, Reader<T> reader, CompletableFuture<T> result)
      throws ChainUnavailableException {
    try {
      T block = reader.read();
      result.complete(block);
      return block;
    } catch (ChainUnavailableException | RuntimeException | Error e) {
      // An error too: others wait, and a block may be more than memory holds.
      synchronized (blocks) {
        blocks.remove(hash, result);
      }
      result.completeExceptionally(e);
      throw e;
    }
  }

  private static <T> T waitFor(CompletableFuture<T> block) throws ChainUnavailableException {
    try {
      return block.join();
    } catch (CompletionException e) {
      throw new ChainUnavailableException(String.valueOf(e.getCause()), e);
    }
  }
}
