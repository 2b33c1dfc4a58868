package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.boltj.base.Bytes;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.payment.PaymentFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is asked about a payment, and whenever, is answered, and truly. */
class OddQueriesTest {
  private static final PublicKey NOBODY = new PublicKey(Bytes.fromHex("02" + "11".repeat(32)));

  private final TestWorld world = new TestWorld();
  private LightningNode a;
  private LightningNode b;
  private LightningNode c;

  @BeforeEach
  void setUp() {
    a = world.node("a");
    b = world.node("b");
    c = world.node("c");
  }

  private void twoChannels() {
    world.channel(a, b, 1_000_000);
    world.channel(b, c, 1_000_000);
  }

  private static PaymentQuery query(PublicKey to, long msat) {
    return query(to, msat, PayOptions.DEFAULT);
  }

  private static PaymentQuery query(PublicKey to, long msat, PayOptions options) {
    return PaymentQuery.of(to, MilliSatoshi.of(msat), options);
  }

  private void assertNoEstimate(PaymentQuery query, String why) {
    CompletableFuture<FeeEstimate> estimate = a.estimateFee(query);
    world.settle();
    assertThatThrownBy(estimate::join)
        .hasCauseInstanceOf(LightningException.PaymentFailed.class)
        .hasMessageContaining(why);
  }

  private void assertNotArrived(PaymentQuery query, String why) {
    ProbeResult probe = world.await(a.probe(query));
    assertThat(probe.arrived()).isFalse();
    assertThat(probe.parts()).isEmpty();
    assertThat(probe.failure().map(PaymentFailure::text)).get().asString().contains(why);
  }

  private void assertNoWay(PaymentQuery query, String why) {
    assertNoEstimate(query, why);
    assertNotArrived(query, why);
  }

  @Test
  void withoutChannels() {
    assertNoWay(query(c.nodeId(), 1000), "channels can send only 0 msat");
    assertNoWay(query(NOBODY, 1000), "channels can send only 0 msat");
    assertNoWay(query(a.nodeId(), 1000), "a node cannot pay itself");
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000_000_000_000L, 2_100_000_000_000_000_001L, Long.MAX_VALUE})
  void moreThanThereIs(long msat) {
    twoChannels();
    PayOptions anyFee = PayOptions.DEFAULT.withFeeLimit(MilliSatoshi.of(Long.MAX_VALUE));
    for (PayOptions options : List.of(PayOptions.DEFAULT, anyFee)) {
      assertNoWay(query(c.nodeId(), msat, options), "");
    }
    assertThat(world.await(a.probe(query(c.nodeId(), 1, anyFee))).arrived()).isTrue();
  }

  @Test
  void whoIsNotKnown() {
    twoChannels();
    assertNoWay(query(NOBODY, 1000), "no known channel leads to the recipient");
    assertNoWay(query(a.nodeId(), 1000), "a node cannot pay itself");
  }

  static Stream<Duration> longTimes() {
    return Stream.of(
        Duration.ofMillis(Long.MAX_VALUE),
        Duration.ofSeconds(Long.MAX_VALUE),
        ChronoUnit.FOREVER.getDuration());
  }

  @ParameterizedTest
  @MethodSource("longTimes")
  void allTheTimeThereIs(Duration timeout) {
    twoChannels();
    PaymentQuery patient = query(c.nodeId(), 1000, PayOptions.DEFAULT.withTimeout(timeout));
    assertThat(world.await(a.estimateFee(patient)).fee()).isEqualTo(MilliSatoshi.of(1000));
    assertThat(world.await(a.probe(patient)).arrived()).isTrue();
  }

  @Test
  void moreAtOnceThanAChannelHasRoomFor() {
    twoChannels();
    List<CompletableFuture<ProbeResult>> probes =
        Stream.generate(() -> a.probe(query(c.nodeId(), 500_000))).limit(600).toList();
    world.settle();
    List<ProbeResult> results = probes.stream().map(CompletableFuture::join).toList();
    assertThat(results.stream().filter(ProbeResult::arrived)).hasSize(483);
    assertThat(results.stream().filter(result -> !result.arrived()))
        .allMatch(
            result ->
                result.failure().orElseThrow().text().contains("as many HTLCs in flight as they"));
    assertThat(world.await(a.probe(query(c.nodeId(), 500_000))).arrived()).isTrue();
  }

  @Test
  void whoIsAway() {
    twoChannels();
    world.stop("c");
    ProbeResult probe = world.await(a.probe(query(c.nodeId(), 1000)));
    assertThat(probe.arrived()).isFalse();
    assertThat(probe.parts()).hasSize(1);
    world.stop("b");
    assertNoWay(query(c.nodeId(), 1000), "channels can send only 0 msat");
  }

  @Test
  void aProbeUnderWayWhenTheNodeStopsLeavesNothing() {
    twoChannels();
    MilliSatoshi before = a.channels().getFirst().availableToSend();
    world.hold(c, b);
    CompletableFuture<ProbeResult> probe = a.probe(query(c.nodeId(), 77_000));
    world.settle();
    assertThat(probe).isNotDone();
    LightningNode again = world.restart("a");
    assertThat(probe).isCompletedExceptionally();
    world.release(c, b);
    world.advance(60_000);
    assertThat(world.await(again.payments(0, 10))).isEmpty();
    assertThat(again.channels().getFirst().availableToSend()).isEqualTo(before);
    assertThat(world.await(again.probe(query(c.nodeId(), 77_000))).arrived()).isTrue();
  }
}
