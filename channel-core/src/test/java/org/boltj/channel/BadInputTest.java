package org.boltj.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiry;
import org.boltj.base.Features;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.Signature;
import org.boltj.base.TxId;
import org.boltj.codec.WireMessage;
import org.boltj.message.AcceptChannel;
import org.boltj.message.ChannelReady;
import org.boltj.message.CommitmentSigned;
import org.boltj.message.ErrorMessage;
import org.boltj.message.FundingCreated;
import org.boltj.message.FundingSigned;
import org.boltj.message.OpenChannel;
import org.boltj.message.RevokeAndAck;
import org.boltj.message.UpdateAddHtlc;
import org.boltj.message.UpdateFailMalformedHtlc;
import org.boltj.message.UpdateFee;
import org.boltj.message.UpdateFulfillHtlc;
import org.boltj.updates.ChannelPolicy;
import org.boltj.updates.Refusal;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a faulty or hostile peer may send, and what follows from it. */
class BadInputTest {
  private static final PublicKey OFF_CURVE =
      new PublicKey(Bytes.fromHex("02" + "00".repeat(31) + "05"));
  private static final Signature WRONG = new Signature(Bytes.fromHex("01".repeat(64)));

  private static TestPair pair() {
    return TestPair.normal(TestPair.ANCHORS, MilliSatoshi.ofSat(400_000));
  }

  /** Replaces one field of a record. */
  static <T extends Record> T with(T value, String field, Object replacement) {
    try {
      var components = value.getClass().getRecordComponents();
      List<Object> arguments = new ArrayList<>();
      for (var component : components) {
        component.getAccessor().setAccessible(true);
        arguments.add(
            component.getName().equals(field)
                ? replacement
                : component.getAccessor().invoke(value));
      }
      var constructor =
          value
              .getClass()
              .getDeclaredConstructor(
                  Arrays.stream(components).map(c -> c.getType()).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      @SuppressWarnings("unchecked")
      T changed = (T) constructor.newInstance(arguments.toArray());
      return changed;
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> openChannelWithAWrongField() {
    return Stream.of(
            wrong("chainHash", new BlockHash(Bytes.zeros(32))),
            wrong("pushMsat", MilliSatoshi.of(1_000_000_001L)),
            wrong("pushMsat", MilliSatoshi.of(999_999_000L)),
            wrong("toSelfDelay", 2_017),
            wrong("maxAcceptedHtlcs", 484),
            wrong("maxAcceptedHtlcs", 0),
            wrong("feeratePerKw", new FeeratePerKw(252)),
            wrong("feeratePerKw", new FeeratePerKw(100_000)),
            wrong("fundingPubkey", OFF_CURVE),
            wrong("revocationBasepoint", OFF_CURVE),
            wrong("paymentBasepoint", OFF_CURVE),
            wrong("delayedPaymentBasepoint", OFF_CURVE),
            wrong("htlcBasepoint", OFF_CURVE),
            wrong("firstPerCommitmentPoint", OFF_CURVE),
            wrong("dustLimitSatoshis", Satoshi.of(353)),
            wrong("dustLimitSatoshis", Satoshi.of(11_000)),
            wrong("channelReserveSatoshis", Satoshi.of(353)),
            wrong("channelReserveSatoshis", Satoshi.of(500_000)),
            wrong("fundingSatoshis", Satoshi.of(999)),
            wrong("htlcMinimumMsat", MilliSatoshi.of(500_000_000)),
            wrong("maxHtlcValueInFlightMsat", MilliSatoshi.of(1)),
            wrong("channelType", Optional.empty()),
            wrong("channelType", Optional.of(Features.EMPTY.withBit(22))),
            wrong("upfrontShutdownScript", Optional.of(Bytes.fromHex("51"))))
        .map(
            change ->
                dynamicTest(
                    change.toString(),
                    () -> {
                      TestPair pair = new TestPair();
                      pair.a.on(
                          new ChannelEvent.Open(
                              pair.request(),
                              pair.openRequest(TestPair.ANCHORS, MilliSatoshi.ZERO, true)));
                      OpenChannel open = (OpenChannel) pair.a.outbox.remove();
                      pair.b.on(
                          new ChannelEvent.OpenReceived(change.apply(open), pair.acceptTerms()));
                      assertThat(pair.b.data.state()).isInstanceOf(Gone.class);
                      assertThat(pair.b.sent(ErrorMessage.class)).hasSize(1);
                      assertThat(pair.b.sent(AcceptChannel.class)).isEmpty();
                    }));
  }

  @TestFactory
  Stream<DynamicTest> acceptChannelWithAWrongField() {
    return Stream.of(
            wrong("channelType", Optional.empty()),
            wrong("channelType", Optional.of(TestPair.STATIC_REMOTEKEY)),
            wrong("channelReserveSatoshis", Satoshi.of(353)),
            wrong("dustLimitSatoshis", Satoshi.of(353)),
            wrong("dustLimitSatoshis", Satoshi.of(10_001)),
            wrong("minimumDepth", 1_000L),
            wrong("maxAcceptedHtlcs", 484),
            wrong("toSelfDelay", 2_017),
            wrong("htlcBasepoint", OFF_CURVE),
            wrong("upfrontShutdownScript", Optional.of(Bytes.fromHex("51"))))
        .map(
            change ->
                dynamicTest(
                    change.toString(),
                    () -> {
                      TestPair pair = new TestPair();
                      pair.a.on(
                          new ChannelEvent.Open(
                              pair.request(),
                              pair.openRequest(TestPair.ANCHORS, MilliSatoshi.ZERO, true)));
                      pair.b.on(
                          new ChannelEvent.OpenReceived(
                              (OpenChannel) pair.a.outbox.remove(), pair.acceptTerms()));
                      AcceptChannel accept = (AcceptChannel) pair.b.outbox.remove();
                      pair.a.on(new ChannelEvent.Received(change.apply(accept)));
                      assertThat(pair.a.data.state()).isInstanceOf(Gone.class);
                      assertThat(pair.a.all(Effect.AskFunding.class)).isEmpty();
                      assertThat(pair.a.last(Effect.Reply.class).result())
                          .isInstanceOf(CommandResult.OpenFailed.class);
                    }));
  }

  private record Change(String field, Object value) {
    <T extends Record> T apply(T message) {
      return with(message, field, value);
    }
  }

  private static Change wrong(String field, Object value) {
    return new Change(field, value);
  }

  @Test
  void fundingCreatedWithAWrongSignature() {
    TestPair pair = intercept(FundingCreated.class, m -> with(m, "signature", WRONG));
    assertThat(pair.b.data.state()).isInstanceOf(Gone.class);
    assertThat(pair.a.data.state()).isInstanceOf(Gone.class);
    assertThat(pair.a.all(Effect.ReleaseFunding.class)).hasSize(1);
    assertThat(pair.chain.mempool()).isEmpty();
  }

  @Test
  void fundingSignedWithAWrongSignature() {
    TestPair pair = intercept(FundingSigned.class, m -> with(m, "signature", WRONG));
    assertThat(pair.a.data.state()).isInstanceOf(Gone.class);
    assertThat(pair.b.data.state()).isInstanceOf(Gone.class);
    assertThat(pair.a.all(Effect.ReleaseFunding.class)).hasSize(1);
    assertThat(pair.chain.mempool()).isEmpty();
  }

  /** Opens a channel in which one message is changed on its way. */
  private static <T extends Record & WireMessage> TestPair intercept(
      Class<T> kind, UnaryOperator<T> change) {
    TestPair pair = new TestPair();
    pair.a.on(
        new ChannelEvent.Open(
            pair.request(), pair.openRequest(TestPair.ANCHORS, MilliSatoshi.ZERO, true)));
    pair.b.on(
        new ChannelEvent.OpenReceived((OpenChannel) pair.a.outbox.remove(), pair.acceptTerms()));
    pair.deliverAll();
    Effect.AskFunding ask = pair.a.last(Effect.AskFunding.class);
    pair.a.on(
        new ChannelEvent.FundingCreatedByWallet(
            pair.chain.fund(ask.scriptPubKey(), ask.amount()), 0));
    boolean more = true;
    while (more) {
      more = false;
      for (TestSide from : List.of(pair.a, pair.b)) {
        WireMessage message = from.outbox.poll();
        if (message != null) {
          more = true;
          WireMessage sent = kind.isInstance(message) ? change.apply(kind.cast(message)) : message;
          pair.other(from).on(new ChannelEvent.Received(sent));
        }
      }
    }
    return pair;
  }

  // ---- updates: a warning and the end of the connection
  // -------------------------------------------

  private static UpdateAddHtlc add(TestPair pair, long id, long msat, long expiry) {
    return new UpdateAddHtlc(
        pair.b.state().channelId(),
        id,
        MilliSatoshi.of(msat),
        TestPair.hash(TestPair.preimage(1)),
        new CltvExpiry(expiry),
        TestPair.ONION,
        Optional.empty());
  }

  private static void assertDisconnects(TestSide side, WireMessage message) {
    ChannelState before = side.data.state();
    side.on(new ChannelEvent.Received(message));
    assertThat(side.all(Effect.Disconnect.class)).hasSize(1);
    assertThat(side.data.state()).isEqualTo(before);
  }

  private static void assertFails(TestSide side, WireMessage message) {
    side.on(new ChannelEvent.Received(message));
    assertThat(side.data.state()).isInstanceOf(Closing.class);
    assertThat(side.sent(ErrorMessage.class)).hasSize(1);
    assertThat(side.chain.mempool()).isNotEmpty();
  }

  @TestFactory
  Stream<DynamicTest> updateAddHtlcBeyondTheLimits() {
    return Stream.of(
        dynamicTest("wrong id", () -> assertDisconnects(pair().b, add(pair(), 1, 1_000, 700_100))),
        dynamicTest("zero", () -> assertDisconnects(pair().b, add(pair(), 0, 0, 700_100))),
        dynamicTest(
            "expiry in seconds",
            () -> assertDisconnects(pair().b, add(pair(), 0, 1_000_000, 500_000_000))),
        dynamicTest(
            "into the reserve",
            () -> assertDisconnects(pair().b, add(pair(), 0, 595_000_000, 700_100))),
        dynamicTest(
            "more than the balance",
            () -> assertDisconnects(pair().b, add(pair(), 0, 700_000_000, 700_100))),
        dynamicTest(
            "the accepter into its reserve",
            () -> assertDisconnects(pair().a, add(pair(), 0, 391_000_000, 700_100))));
  }

  @Test
  void htlcBelowTheMinimum() {
    TestPair pair = new TestPair();
    pair.b.policy = with(ChannelPolicy.DEFAULT, "htlcMinimum", MilliSatoshi.of(5_000));
    open(pair);
    assertDisconnects(pair.b, add(pair, 0, 4_999, 700_100));
  }

  @Test
  void tooManyHtlcsAndTooMuchInFlight() {
    TestPair pair = new TestPair();
    pair.b.policy = with(with(ChannelPolicy.DEFAULT, "maxAcceptedHtlcs", 2), "inFlightPercent", 10);
    open(pair);
    pair.b.on(new ChannelEvent.Received(add(pair, 0, 60_000_000, 700_100)));
    assertDisconnects(pair.b, add(pair, 1, 60_000_000, 700_100));
    pair.b.effects.clear();
    pair.b.on(new ChannelEvent.Received(add(pair, 1, 1_000_000, 700_100)));
    assertDisconnects(pair.b, add(pair, 2, 1_000_000, 700_100));
    // Our own side keeps to what the peer announced.
    pair.add(pair.a, 101_000_000);
    assertThat(((CommandResult.Refused) pair.a.last(Effect.Reply.class).result()).refusal())
        .isInstanceOf(Refusal.InFlightTooHigh.class);
  }

  private static void open(TestPair pair) {
    pair.open(pair.openRequest(TestPair.ANCHORS, MilliSatoshi.ofSat(100_000), true));
    pair.mine(3);
    pair.deliverAll();
  }

  @Test
  void settlementsThatFitNothing() {
    TestPair pair = pair();
    long number = pair.add(pair.a, 50_000_000);
    pair.settleDown();
    var id = pair.a.state().channelId();
    PaymentPreimage right = TestPair.preimage(number);
    assertDisconnects(pair.a, new UpdateFulfillHtlc(id, 1, right, Optional.empty()));
    pair.a.effects.clear();
    assertDisconnects(
        pair.a, new UpdateFulfillHtlc(id, 0, TestPair.preimage(77), Optional.empty()));
    pair.a.effects.clear();
    assertDisconnects(pair.a, new UpdateFailMalformedHtlc(id, 0, Bytes.zeros(32), 5));
    pair.a.effects.clear();
    pair.a.on(new ChannelEvent.Received(new UpdateFulfillHtlc(id, 0, right, Optional.empty())));
    assertDisconnects(pair.a, new UpdateFulfillHtlc(id, 0, right, Optional.empty()));
  }

  @Test
  void feerateFromTheWrongSideOrOutOfBounds() {
    TestPair pair = pair();
    var id = pair.a.state().channelId();
    assertDisconnects(pair.a, new UpdateFee(id, new FeeratePerKw(2_000)));
    assertDisconnects(pair.b, new UpdateFee(id, new FeeratePerKw(100)));
    pair.b.effects.clear();
    assertDisconnects(pair.b, new UpdateFee(id, new FeeratePerKw(500_000)));
  }

  // ---- commitments: the channel fails
  // -------------------------------------------------------------

  @TestFactory
  Stream<DynamicTest> commitmentSignedThatIsNotValid() {
    return Stream.<UnaryOperator<CommitmentSigned>>of(
            m -> with(m, "signature", WRONG),
            m -> with(m, "signature", highS(m.signature())),
            m -> with(m, "htlcSignature", List.of()),
            m -> with(m, "htlcSignature", List.of(WRONG)),
            m -> with(m, "htlcSignature", List.of(m.htlcSignature().get(0), WRONG)),
            m -> with(m, "fundingTxid", Optional.of(new TxId(Bytes.zeros(32)))))
        .map(
            change ->
                dynamicTest(
                    "change",
                    () -> {
                      TestPair pair = pair();
                      pair.add(pair.a, 50_000_000);
                      pair.sign(pair.a);
                      pair.deliver(pair.a);
                      CommitmentSigned message = (CommitmentSigned) pair.a.outbox.remove();
                      assertFails(pair.b, change.apply(message));
                    }));
  }

  private static Signature highS(Signature signature) {
    var order =
        new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
    var s = new BigInteger(1, signature.value().slice(32).toArray());
    String high = String.format("%064x", order.subtract(s));
    return new Signature(Bytes.concat(signature.value().slice(0, 32), Bytes.fromHex(high)));
  }

  @TestFactory
  Stream<DynamicTest> revokeAndAckThatIsNotValid() {
    return Stream.<UnaryOperator<RevokeAndAck>>of(
            m -> with(m, "perCommitmentSecret", new PrivateKey(Bytes.fromHex("07".repeat(32)))),
            m -> with(m, "perCommitmentSecret", new PrivateKey(Bytes.zeros(32))),
            m -> with(m, "perCommitmentSecret", new PrivateKey(Bytes.fromHex("ff".repeat(32)))),
            m -> with(m, "nextPerCommitmentPoint", OFF_CURVE))
        .map(
            change ->
                dynamicTest(
                    "change",
                    () -> {
                      TestPair pair = pair();
                      pair.add(pair.a, 50_000_000);
                      pair.sign(pair.a);
                      pair.deliver(pair.a);
                      pair.deliver(pair.a);
                      RevokeAndAck message = (RevokeAndAck) pair.b.outbox.remove();
                      assertFails(pair.a, change.apply(message));
                    }));
  }

  @Test
  void revokeAndAckWithoutACommitment() {
    TestPair pair = pair();
    assertFails(
        pair.a,
        new RevokeAndAck(
            pair.a.state().channelId(),
            pair.b.signer.releaseSecret(0),
            pair.b.signer.perCommitmentPoint(2)));
  }

  @Test
  void channelReadyWithAPointOffTheCurve() {
    TestPair pair = new TestPair();
    pair.open(pair.openRequest(TestPair.ANCHORS, MilliSatoshi.ZERO, true));
    pair.mine(3);
    ChannelReady message = (ChannelReady) pair.b.outbox.remove();
    assertFails(pair.a, with(message, "secondPerCommitmentPoint", OFF_CURVE));
  }

  @Test
  void messagesThatDoNotFitTheState() {
    TestPair pair = new TestPair();
    pair.open(pair.openRequest(TestPair.ANCHORS, MilliSatoshi.ZERO, true));
    var id = pair.a.state().channelId();
    assertDisconnects(pair.a, new CommitmentSigned(id, WRONG, List.of(), Optional.empty()));
    pair.a.effects.clear();
    assertDisconnects(pair.a, add(pair, 0, 1_000_000, 700_100));
  }

  /** Sending is refused before the rules are broken, so the transition check is a last resort. */
  @Test
  void nothingThatBindsIsSentBeforeItIsStored() {
    TestPair pair = pair();
    Transition.Builder next = Transition.from(pair.a.data);
    next.become(new Closed(pair.a.commitments()));
    assertThatThrownBy(
            () ->
                next.send(
                    new CommitmentSigned(
                        pair.a.state().channelId(), WRONG, List.of(), Optional.empty())))
        .isInstanceOf(IllegalStateException.class);
  }
}
