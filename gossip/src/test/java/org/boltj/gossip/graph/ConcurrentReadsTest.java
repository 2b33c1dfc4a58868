package org.boltj.gossip.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.message.ChannelUpdate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Readers on other threads see whole records, and find what is there, while one thread changes all
 * else. In these graphs every number of an edge follows from its ends and its minimum.
 */
class ConcurrentReadsTest {
  private static final int NODES = 60;
  private static final int CHANGES = 300_000;
  private static final PublicKey LEAF = node(199);
  private static final PublicKey HUB = node(200);
  private static final ShortChannelId LASTING = new ShortChannelId(1);

  private final ChannelGraph graph = new ChannelGraph();
  private final ExecutorService readers = Executors.newFixedThreadPool(2);

  @AfterEach
  void stop() {
    readers.shutdownNow();
  }

  private static PublicKey node(int number) {
    byte[] id = new byte[33];
    Arrays.fill(id, (byte) number);
    id[0] = 2;
    return new PublicKey(Bytes.wrap(id));
  }

  private void add(ShortChannelId id, PublicKey node1, PublicKey node2) {
    int channel = graph.addChannel(id, node1, node2, 5000);
    change(2 * channel, 1);
    change(2 * channel + 1, 1);
  }

  private void change(int edge, int minimum) {
    int from = graph.endpoint(edge >> 1, edge & 1);
    int to = graph.endpoint(edge >> 1, 1 - (edge & 1));
    graph.setPolicy(edge, minimum, minimum % 16 == 0, policy(from, to, minimum));
  }

  private static ChannelUpdate.Policy policy(int from, int to, int minimum) {
    return new ChannelUpdate.Policy(
        new CltvExpiryDelta(minimum),
        MilliSatoshi.of(minimum),
        from,
        to,
        MilliSatoshi.of(minimum + 4_000_000L),
        -from - 1,
        -to - 1);
  }

  private static boolean isWhole(EdgeData data) {
    boolean policy =
        data.feeBaseMsat() == data.from()
            && data.feeProportionalMillionths() == data.to()
            && data.htlcMaximumMsat() == data.htlcMinimumMsat() + 4_000_000
            && data.cltvExpiryDelta() == data.htlcMinimumMsat();
    boolean noInbound = data.inboundFeeBaseMsat() == 0;
    return policy
        && (noInbound || data.inboundFeeBaseMsat() == -data.to() - 1)
        && (noInbound || data.inboundFeeProportionalMillionths() == -data.from() - 1);
  }

  private void readEdges(EdgeData data, Random random) {
    int bound = Math.min(2 * graph.channelBound(), 64);
    for (int i = 0; i < 200; i++) {
      if (graph.read(random.nextInt(bound), data)) {
        assertThat(isWhole(data)).isTrue();
      }
    }
  }

  private void findWhatStays(Random random) {
    int lasting = graph.channelIndex(LASTING);
    assertThat(lasting).isNotNegative();
    assertThat(graph.nodeIndex(HUB)).isNotNegative();
    assertThat(graph.edgesInto(graph.nodeIndex(HUB))).contains(2 * lasting);
    graph
        .direction(random.nextInt(2 * graph.channelBound()))
        .ifPresent(
            entry ->
                assertThat(entry.policy().htlcMinimumMsat().msat()).isEqualTo(entry.timestamp()));
    Bytes id = graph.nodeId(random.nextInt(graph.nodeBound())).value();
    for (int i = 2; i < 33; i++) {
      assertThat(id.get(i)).isEqualTo(id.get(1));
    }
  }

  /** Reads until told to stop; gives how often it read. */
  private long read(AtomicBoolean done, CountDownLatch begun, long seed) {
    Random random = new Random(seed);
    EdgeData data = new EdgeData();
    long reads = 0;
    try {
      while (!done.get()) {
        readEdges(data, random);
        findWhatStays(random);
        if (reads++ == 100) {
          begun.countDown();
        }
      }
      return reads;
    } finally {
      begun.countDown();
    }
  }

  @Test
  void noRecordIsEverTornAndNothingThatStaysIsEverMissed() throws Exception {
    add(LASTING, LEAF, HUB);
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch begun = new CountDownLatch(2);
    List<Future<Long>> results = new ArrayList<>();
    for (int reader = 0; reader < 2; reader++) {
      long seed = reader;
      results.add(readers.submit(() -> read(done, begun, seed)));
    }
    begun.await();
    try {
      changeAll(new Random(7));
    } finally {
      done.set(true);
    }
    for (Future<Long> result : results) {
      assertThat(result.get()).isGreaterThan(100);
    }
  }

  /** Channels come and go, so that numbers are used again, and policies change. */
  private void changeAll(Random random) {
    List<ShortChannelId> there = new ArrayList<>();
    for (int i = 0; i < CHANGES; i++) {
      int wanted = 10 + 500 * i / CHANGES;
      if (there.size() < wanted && random.nextBoolean()) {
        ShortChannelId id = new ShortChannelId(2L + i);
        int first = random.nextInt(NODES);
        PublicKey other = random.nextInt(4) == 0 ? HUB : node(first + 1 + random.nextInt(9));
        add(id, node(first), other);
        there.add(id);
      } else if (!there.isEmpty()) {
        int at = random.nextInt(there.size());
        int channel = graph.channelIndex(there.get(at));
        if (random.nextInt(3) == 0) {
          graph.removeChannel(channel);
          there.set(at, there.get(there.size() - 1));
          there.remove(there.size() - 1);
        } else {
          change(2 * channel + random.nextInt(2), 1 + random.nextInt(2000));
        }
      }
    }
  }
}
