package org.boltj.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.boltj.base.Bytes;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PrivateKey;
import org.boltj.codec.WireMessage;
import org.boltj.message.ChannelReestablish;
import org.boltj.message.CommitmentSigned;
import org.boltj.message.ErrorMessage;
import org.boltj.message.RevokeAndAck;
import org.boltj.updates.Commitments;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every pair of numbers that a peer may claim in channel_reestablish, with the right, a wrong and
 * no secret, against what BOLT 2 asks for ("Message Retransmission", "A node" and "A receiving
 * node").
 */
class ReestablishNumbersTest {
  private static final Map<String, Map<String, Integer>> TABLE = new TreeMap<>();

  private enum Secret {
    RIGHT,
    WRONG,
    ZEROS
  }

  private enum Expected {
    GO_ON,
    FAIL,
    DATA_LOSS
  }

  /** A situation of alice at the moment of the reconnection. */
  private record Situation(String name, Supplier<TestPair> pair) {
    @Override
    public String toString() {
      return name;
    }
  }

  // ---- situations
  // ----------------------------------------------------------------------------

  private static TestPair used() {
    TestPair pair = TestPair.normal(TestPair.ANCHORS, MilliSatoshi.ofSat(400_000));
    for (int i = 0; i < 2; i++) {
      long number = pair.add(pair.a, 5_000_000);
      pair.settleDown();
      pair.fulfill(pair.b, i, number);
      pair.settleDown();
    }
    return pair;
  }

  private static TestPair signed() {
    TestPair pair = used();
    pair.add(pair.a, 10_000_000);
    pair.sign(pair.a);
    return pair;
  }

  /** Alice has revoked last, and signed before or after that. */
  private static TestPair revoked(boolean commitFirst) {
    TestPair pair = used();
    pair.add(pair.a, 10_000_000);
    if (commitFirst) {
      pair.sign(pair.a);
    }
    pair.add(pair.b, 10_000_000);
    pair.sign(pair.b);
    pair.deliver(pair.b);
    pair.deliver(pair.b);
    if (!commitFirst) {
      pair.sign(pair.a);
    }
    return pair;
  }

  private static TestPair shuttingDown() {
    TestPair pair = used();
    pair.add(pair.b, 10_000_000);
    pair.settleDown();
    close(pair);
    pair.deliverAll();
    assertThat(pair.a.data.state()).isInstanceOf(ShuttingDown.class);
    return pair;
  }

  private static TestPair negotiating(boolean signedByPeer) {
    TestPair pair = used();
    close(pair);
    pair.deliver(pair.a);
    pair.deliver(pair.b);
    assertThat(pair.a.data.state()).isInstanceOf(NegotiatingClose.class);
    if (signedByPeer) {
      // A proposal of bob's that alice keeps but does not agree to.
      NegotiatingClose state = (NegotiatingClose) pair.a.data.state();
      pair.a.data =
          new ChannelData(
              state.withDialogue(
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(pair.chain.fund(TestChain.WALLET_SCRIPT, TestPair.CAPACITY))),
              Link.UP);
    }
    return pair;
  }

  private static TestPair opening(int blocks) {
    TestPair pair = new TestPair();
    pair.open(pair.openRequest(TestPair.ANCHORS, MilliSatoshi.ofSat(400_000), false));
    pair.mine(blocks);
    return pair;
  }

  private static void close(TestPair pair) {
    pair.a.on(new ChannelEvent.Close(pair.request(), Optional.empty(), Optional.empty()));
  }

  static Stream<Situation> situations() {
    return Stream.of(
        new Situation("waiting for the funding", () -> opening(1)),
        new Situation("waiting for channel_ready", () -> opening(3)),
        new Situation(
            "unused", () -> TestPair.normal(TestPair.ANCHORS, MilliSatoshi.ofSat(400_000))),
        new Situation("quiet", ReestablishNumbersTest::used),
        new Situation("commitment_signed sent", ReestablishNumbersTest::signed),
        new Situation("commitment_signed, then revoke_and_ack sent", () -> revoked(true)),
        new Situation("revoke_and_ack, then commitment_signed sent", () -> revoked(false)),
        new Situation("shutting down", ReestablishNumbersTest::shuttingDown),
        new Situation("negotiating the close", () -> negotiating(false)),
        new Situation("closing_signed received", () -> negotiating(true)));
  }

  // ---- the test
  // --------------------------------------------------------------------------------

  @ParameterizedTest
  @MethodSource("situations")
  void numbersAndSecretsLeadWhereBolt2Says(Situation situation) {
    TestPair pair = situation.pair().get();
    pair.disconnect();
    pair.connect();
    pair.a.outbox.clear();
    Commitments c = pair.a.commitments();
    for (long commitment : around(c.latestRemoteCommit().number() + 1)) {
      for (long revocation : around(c.localCommit().number())) {
        for (Secret secret : Secret.values()) {
          check(situation, pair.a, commitment, revocation, secret);
        }
      }
    }
  }

  private static List<Long> around(long number) {
    List<Long> numbers = new ArrayList<>(List.of(0L, (1L << 48) - 1, 1L << 48, -1L));
    for (long n = Math.max(1, number - 3); n <= number + 3; n++) {
      numbers.add(n);
    }
    return numbers;
  }

  private static void check(
      Situation situation, TestSide alice, long commitment, long revocation, Secret secret) {
    ChannelReestablish message =
        new ChannelReestablish(
            alice.state().channelId(),
            commitment,
            revocation,
            secret(alice, revocation, secret),
            alice.signer.perCommitmentPoint(7),
            Optional.empty(),
            Optional.empty());
    Expected expected = expected(alice.state(), commitment, revocation, secret);
    Transition to = Channel.step(alice.data, new ChannelEvent.Received(message), alice.context());
    TABLE
        .computeIfAbsent(situation.name(), name -> new TreeMap<>())
        .merge(expected.name(), 1, Integer::sum);
    String claim = commitment + ", " + revocation + ", " + secret;
    switch (expected) {
      case GO_ON -> assertGoesOn(alice, to, message, claim);
      case FAIL -> assertFails(to, claim);
      case DATA_LOSS -> assertStaysPut(alice, to, claim);
    }
  }

  private static PrivateKey secret(TestSide alice, long revocation, Secret secret) {
    boolean exists = revocation > 0 && revocation <= 1L << 48;
    return switch (secret) {
      case RIGHT ->
          exists ? alice.signer.releaseSecret(revocation - 1) : new PrivateKey(Bytes.zeros(32));
      case WRONG -> new PrivateKey(Bytes.fromHex("05".repeat(32)));
      case ZEROS -> new PrivateKey(Bytes.zeros(32));
    };
  }

  /** BOLT 2, without regard to how it is done in the code. */
  private static Expected expected(
      PersistentState state, long commitment, long revocation, Secret secret) {
    Commitments c = state.commitments();
    long lastRevoked = c.localCommit().number() - 1;
    boolean proven = revocation == 0 ? secret != Secret.WRONG : secret == Secret.RIGHT;
    if (revocation > lastRevoked + 1 && revocation < 1L << 48 && proven) {
      // "MUST NOT broadcast its commitment transaction": above all else.
      return Expected.DATA_LOSS;
    }
    if (commitment == 0) {
      return Expected.FAIL;
    }
    boolean unanswered = c.nextRemoteCommit().isPresent();
    long next = c.latestRemoteCommit().number() + 1;
    boolean commitmentFits = commitment == next || (unanswered && commitment == next - 1);
    boolean again = lastRevoked >= 0 && revocation == lastRevoked;
    boolean agreed =
        state instanceof NegotiatingClose negotiating && negotiating.signedByPeer().isPresent();
    boolean revocationFits = revocation == lastRevoked + 1 || (again && !agreed);
    return commitmentFits && revocationFits && proven ? Expected.GO_ON : Expected.FAIL;
  }

  // ---- consequences
  // ----------------------------------------------------------------------------

  private static void assertGoesOn(
      TestSide alice, Transition to, ChannelReestablish message, String claim) {
    assertThat(to.next().link()).as(claim).isEqualTo(Link.UP);
    Commitments c = alice.commitments();
    List<WireMessage> sent = sent(to);
    long commits = message.nextCommitmentNumber() == c.latestRemoteCommit().number() ? 1 : 0;
    long revocations = message.nextRevocationNumber() < c.localCommit().number() ? 1 : 0;
    assertThat(sent.stream().filter(CommitmentSigned.class::isInstance).count())
        .as(claim)
        .isEqualTo(commits);
    assertThat(sent.stream().filter(RevokeAndAck.class::isInstance).count())
        .as(claim)
        .isEqualTo(revocations);
    assertThat(sent).as(claim).noneMatch(ErrorMessage.class::isInstance);
    assertThat(publishes(to)).as(claim).isFalse();
  }

  private static void assertFails(Transition to, String claim) {
    assertThat(to.next().state()).as(claim).isInstanceOf(Closing.class);
    assertThat(sent(to)).as(claim).hasSize(1).hasOnlyElementsOfType(ErrorMessage.class);
    assertThat(publishes(to)).as(claim).isTrue();
  }

  /** Nothing is published, whatever comes, but the peer is asked to close at each connection. */
  private static void assertStaysPut(TestSide alice, Transition to, String claim) {
    assertThat(to.next().state()).as(claim).isInstanceOf(DataLoss.class);
    assertThat(sent(to)).as(claim).hasSize(1).hasOnlyElementsOfType(ErrorMessage.class);
    assertThat(publishes(to)).as(claim).isFalse();
    DataLoss state = (DataLoss) to.next().state();
    List<ChannelEvent> later =
        List.of(
            new ChannelEvent.ForceClose(new RequestId(1), "impatience"),
            new ChannelEvent.Close(new RequestId(2), Optional.empty(), Optional.empty()),
            new ChannelEvent.Received(ErrorMessage.of(state.channelId(), "go away")),
            new ChannelEvent.NewBlock(800_000),
            new ChannelEvent.Bug("a bug"),
            new ChannelEvent.LinkDown(),
            new ChannelEvent.Restored());
    for (ChannelEvent event : later) {
      assertThat(publishes(Channel.step(to.next(), event, alice.context()))).as(claim).isFalse();
    }
    ChannelData restored = ChannelData.restored(state);
    Transition again =
        Channel.step(
            restored, new ChannelEvent.LinkUp(TestSide.INIT, TestSide.INIT), alice.context());
    assertThat(sent(again)).hasAtLeastOneElementOfType(ErrorMessage.class);
  }

  private static List<WireMessage> sent(Transition to) {
    return to.effects().stream()
        .filter(Effect.Send.class::isInstance)
        .map(effect -> ((Effect.Send) effect).message())
        .toList();
  }

  private static boolean publishes(Transition to) {
    return to.effects().stream()
        .anyMatch(e -> e instanceof Effect.Publish || e instanceof Effect.PublishWithFee);
  }

  @AfterAll
  static void print() {
    System.out.println("channel_reestablish, claims by consequence:");
    TABLE.forEach((name, row) -> System.out.printf("%-48s %s%n", name, row));
  }
}
