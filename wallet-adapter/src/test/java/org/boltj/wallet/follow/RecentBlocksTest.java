package org.boltj.wallet.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A block that is asked for again and again is read once, and few are kept. */
class RecentBlocksTest {
  private final RecentBlocks<Integer> blocks = new RecentBlocks<>(2);
  private final AtomicInteger reads = new AtomicInteger();

  private static BlockHash hash(int number) {
    return new BlockHash(Bytes.concat(Bytes.zeros(31), Bytes.of((byte) number)));
  }

  private int get(int number) throws ChainUnavailableException {
    return blocks.get(
        hash(number),
        () -> {
          reads.incrementAndGet();
          return number;
        });
  }

  @Test
  void theLastBlocksAreKept() throws ChainUnavailableException {
    for (int number : new int[] {1, 1, 2, 1, 2, 1}) {
      assertThat(get(number)).isEqualTo(number);
    }
    assertThat(reads).hasValue(2);
    get(3);
    get(1);
    assertThat(reads).as("block 2 made room").hasValue(3);
    get(2);
    assertThat(reads).hasValue(4);
  }

  @Test
  void whoAsksForABlockThatIsBeingReadWaitsForIt() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    RecentBlocks.Reader<Integer> slow =
        () -> {
          begun.countDown();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            throw new ChainUnavailableException("interrupted", e);
          }
          return reads.incrementAndGet();
        };
    List<CompletableFuture<Integer>> asked = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      CompletableFuture<Integer> answer = new CompletableFuture<>();
      asked.add(answer);
      Thread.ofVirtual().start(() -> answer.complete(getQuietly(slow)));
      begun.await();
    }
    goOn.countDown();
    assertThat(asked).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(1));
  }

  private int getQuietly(RecentBlocks.Reader<Integer> reader) {
    try {
      return blocks.get(hash(7), reader);
    } catch (ChainUnavailableException e) {
      throw new CompletionException(e);
    }
  }

  @Test
  void aFailureIsNotKept() throws ChainUnavailableException {
    assertThatThrownBy(
            () ->
                blocks.get(
                    hash(1),
                    () -> {
                      throw new ChainUnavailableException("away", null);
                    }))
        .isInstanceOf(ChainUnavailableException.class)
        .hasMessage("away");
    assertThat(get(1)).isEqualTo(1);
  }

  /** Nobody waits for a block that nobody reads any more. */
  @Test
  @Timeout(60)
  void anErrorIsNotKeptEither() throws ChainUnavailableException {
    assertThatThrownBy(
            () ->
                blocks.get(
                    hash(1),
                    () -> {
                      throw new OutOfMemoryError("a large block");
                    }))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(get(1)).isEqualTo(1);
  }
}
