package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
import org.boltj.gossip.scoring.LearntScores;
import org.boltj.gossip.scoring.LearntScoresCsv;
import org.boltj.invoice.Invoice;
import org.boltj.payment.PartRecord;
import org.boltj.payment.PaymentFailure;
import org.boltj.payment.PaymentRecord;
import org.boltj.payment.RelayPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Of two routes from a to d the cheap one, over b, has no money left in its second channel, which
 * only a try can tell.
 */
class PaymentsLearnTest {
  private final TestWorld world = new TestWorld();
  private LightningNode a;
  private LightningNode b;
  private LightningNode d;

  private static MilliSatoshi sat(long amount) {
    return MilliSatoshi.ofSat(amount);
  }

  @BeforeEach
  void setUp() {
    a = world.node("a");
    b = world.node("b");
    LightningNode c = world.node("c", n -> n.relayPolicy(expensive()));
    d = world.node("d");
    world.channel(a, b, 1_000_000);
    world.channel(a, c, 1_000_000);
    ChannelId bd = world.channel(b, d, 1_000_000);
    world.channel(c, d, 1_000_000);
    Invoice drain = world.await(d.createInvoice(sat(950_000), "drain"));
    world.await(b.pay(drain, PayOptions.DEFAULT.withMaxParts(1)));
    assertThat(b.channel(bd).orElseThrow().availableToSend()).isLessThan(sat(100_000));
  }

  private static RelayPolicy expensive() {
    return new RelayPolicy(
        MilliSatoshi.of(5_000), 1_000, RelayPolicy.DEFAULT.cltvExpiryDelta(), MilliSatoshi.of(1));
  }

  private PaymentResult pay(LightningNode from) {
    Invoice invoice = world.await(d.createInvoice(sat(100_000), "to d"));
    return world.await(from.pay(invoice, PayOptions.DEFAULT.withMaxParts(1)));
  }

  private PaymentQuery query(long sat) {
    return PaymentQuery.of(d.nodeId(), sat(sat), PayOptions.DEFAULT.withMaxParts(1));
  }

  @Test
  void whatOnePaymentLearntSparesTheNextAnAttempt() {
    assertThat(pay(a).failedAttempts()).isEqualTo(1);
    assertThat(pay(a).failedAttempts()).isZero();
  }

  @Test
  void whatWasLearntSurvivesARestart() {
    pay(a);
    LightningNode again = world.restart("a");
    world.mine(1);
    reconnect(again);
    assertThat(pay(again).failedAttempts()).isZero();
  }

  /** By way of text, as from one machine to another. */
  @Test
  void whatOneNodeLearntAnotherTakesUpAndKeeps() throws Exception {
    pay(a);
    StringBuilder text = new StringBuilder();
    LearntScoresCsv.write(world.await(a.scores().export()), text);
    LightningNode e = world.node("e");
    world.channel(e, a, 1_000_000);
    LearntScores learnt = LearntScoresCsv.read(new StringReader(text.toString()));
    assertThat(world.await(e.scores().learnFrom(learnt))).isEqualTo(learnt);
    assertThat(pay(e).failedAttempts()).isZero();
    LightningNode again = world.restart("e");
    assertThat(world.await(again.scores().export()).channels()).hasSizeGreaterThan(1);
  }

  private void reconnect(LightningNode node) {
    world.advance(60_000);
    assertThat(node.channels()).allMatch(ChannelInfo::usable);
  }

  @Test
  void theRecordTellsOfEveryAttempt() {
    pay(a);
    PaymentRecord record = world.await(a.payments(0, 1)).getFirst();
    assertThat(record.failedAttempts()).isEqualTo(1);
    assertThat(record.durationMillis()).isPresent();
    PartRecord failed = record.parts().getFirst();
    assertThat(failed.state()).isEqualTo(PartRecord.State.FAILED);
    assertThat(failed.erringNode()).contains(b.nodeId());
    assertThat(failed.failure()).isEqualTo("temporary_channel_failure");
    assertThat(failed.sentAtMillis()).isEqualTo(world.nowMillis);
    assertThat(failed.endedAtMillis()).isEqualTo(world.nowMillis);
    PartRecord arrived = record.parts().getLast();
    assertThat(arrived.state()).isEqualTo(PartRecord.State.FULFILLED);
    assertThat(arrived.failure()).isEmpty();
  }

  @Test
  void aProbeLearnsAndPaysNothing() {
    ProbeResult probe = world.await(a.probe(query(100_000)));
    assertThat(probe.arrived()).isTrue();
    assertThat(probe.parts()).extracting(PartRecord::state).hasSize(2);
    assertThat(probe.fee()).isEqualTo(expensive().feeFor(sat(100_000)));
    assertThat(world.await(a.payments(0, 10))).isEmpty();
    assertThat(world.events("a", NodeEvent.PaymentFailed.class)).isEmpty();
    assertThat(world.events("d", NodeEvent.PaymentReceived.class)).hasSize(1);
    assertThat(pay(a).failedAttempts()).isZero();
  }

  @Test
  void aProbeOfAnInvoiceLeavesItPayable() {
    Invoice invoice = world.await(d.createInvoice(sat(1_000), "probed first"));
    assertThat(world.await(a.probe(PaymentQuery.of(invoice, PayOptions.DEFAULT))).arrived())
        .isTrue();
    assertThat(world.await(a.pay(invoice, PayOptions.DEFAULT)).failedAttempts()).isZero();
  }

  @Test
  void aProbeInPartsArrivesWholeOrNot() {
    PayOptions dear = PayOptions.DEFAULT.withFeeLimit(sat(10_000));
    ProbeResult inParts = world.await(a.probe(PaymentQuery.of(b.nodeId(), sat(1_500_000), dear)));
    assertThat(inParts.arrived()).isTrue();
    assertThat(inParts.parts()).hasSizeGreaterThan(1);
    ProbeResult tooMuch = world.await(a.probe(PaymentQuery.of(b.nodeId(), sat(2_500_000), dear)));
    assertThat(tooMuch.arrived()).isFalse();
    assertThat(tooMuch.failure()).get().isInstanceOf(PaymentFailure.InsufficientBalance.class);
  }

  @Test
  void anEstimateSendsNothingAndTellsWhatIsKnown() {
    FeeEstimate cheap = world.await(a.estimateFee(query(100_000)));
    assertThat(cheap.fee()).isEqualTo(RelayPolicy.DEFAULT.feeFor(sat(100_000)));
    assertThat(cheap.routes()).hasSize(1);
    assertThat(cheap.successProbability()).isBetween(0.89, 0.91);
    assertThat(world.events("b", NodeEvent.PaymentForwarded.class)).isEmpty();

    pay(a);
    FeeEstimate sure = world.await(a.estimateFee(query(100_000)));
    assertThat(sure.fee()).isEqualTo(expensive().feeFor(sat(100_000)));
    assertThat(sure.successProbability()).isBetween(0.85, 1.0);
  }

  @Test
  void whatCannotBePaidIsNotEstimated() {
    CompletableFuture<FeeEstimate> estimate = a.estimateFee(query(5_000_000));
    world.settle();
    assertThatThrownBy(estimate::join)
        .hasCauseInstanceOf(LightningException.PaymentFailed.class)
        .hasMessageContaining("channels can send only");
    CompletableFuture<ProbeResult> probe = a.probe(query(0));
    world.settle();
    assertThatThrownBy(probe::join).hasCauseInstanceOf(LightningException.PaymentFailed.class);
    assertThat(List.of(a.channels().size())).containsExactly(2);
  }
}
