package org.boltj.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.boltj.base.Features;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.TxId;
import org.boltj.tx.Transaction;
import org.boltj.updates.Allocation;
import org.boltj.updates.Commitments;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whichever messages of both ends are lost, however often, with restarts of either end: the two
 * come to the same agreement as without (BOLT 2, "Message Retransmission"). Nothing here is left to
 * chance: all ways of each dialogue are walked. With {@code -Dboltj.dialogues=large} longer ones,
 * too.
 */
class LostMessagesTest {
  private static final long PUSH_MSAT = 400_000_000;
  private static final FeeratePerKw OTHER_FEERATE = new FeeratePerKw(1_500);
  private static final Conversations.Counts TOTAL = new Conversations.Counts();
  private static final StringBuilder TABLE = new StringBuilder();

  // ---- dialogues
  // -----------------------------------------------------------------------------

  private static TestPair normal(Features type) {
    return TestPair.normal(type, MilliSatoshi.of(PUSH_MSAT));
  }

  /** A channel beyond its first commitments, in which channel_ready is not sent again. */
  private static TestPair used() {
    TestPair pair = normal(TestPair.ANCHORS);
    long number = pair.add(pair.a, 1_000_000);
    pair.settleDown();
    pair.fail(pair.b, 0);
    pair.settleDown();
    assertThat(number).isEqualTo(1);
    return pair;
  }

  private static TestPair opening(Features type, boolean trust, boolean announce) {
    TestPair pair = new TestPair();
    pair.bobTrusts = trust;
    pair.a.on(
        new ChannelEvent.Open(
            pair.request(), pair.openRequest(type, MilliSatoshi.of(PUSH_MSAT), announce)));
    return pair;
  }

  private static Goal pay(int number, long msat, Goal.Answer answer) {
    return new Goal.Pay(number, msat, answer);
  }

  private static final Goal PAY = pay(11, 10_000_000, Goal.Answer.FULFILL);
  private static final Goal PAY_MORE = pay(12, 20_000_000, Goal.Answer.FULFILL);
  private static final Goal PAY_FAILING = pay(13, 30_000_000, Goal.Answer.FAIL);
  private static final Goal PAY_MALFORMED = pay(14, 40_000_000, Goal.Answer.FAIL_MALFORMED);
  private static final Goal PAY_DUST = pay(15, 100_000, Goal.Answer.FULFILL);
  private static final Goal PAY_BACK = pay(21, 5_000_000, Goal.Answer.FULFILL);
  private static final Goal PAY_BACK_FAILING = pay(22, 6_000_000, Goal.Answer.FAIL);
  private static final Goal FEE = new Goal.Fee(OTHER_FEERATE);
  private static final Goal CLOSE = new Goal.Close();
  private static final List<Goal> BLOCKS = List.of(new Goal.Depth(3), new Goal.Depth(6));

  static Stream<Dialogue> payments() {
    return Stream.of(
        new Dialogue("one payment", () -> normal(TestPair.ANCHORS), List.of(PAY), List.of()),
        new Dialogue(
            "one payment, static_remotekey",
            () -> normal(TestPair.STATIC_REMOTEKEY),
            List.of(PAY),
            List.of()),
        new Dialogue("one payment to alice", LostMessagesTest::used, List.of(), List.of(PAY_BACK)),
        new Dialogue("one that fails", LostMessagesTest::used, List.of(PAY_FAILING), List.of()),
        new Dialogue("one malformed", LostMessagesTest::used, List.of(PAY_MALFORMED), List.of()),
        new Dialogue("two payments", LostMessagesTest::used, List.of(PAY, PAY_FAILING), List.of()),
        new Dialogue("payments both ways", LostMessagesTest::used, List.of(PAY), List.of(PAY_BACK)),
        new Dialogue(
            "payments both ways, failing",
            () -> normal(TestPair.STATIC_REMOTEKEY),
            List.of(PAY_DUST),
            List.of(PAY_BACK_FAILING)),
        new Dialogue("feerate", LostMessagesTest::used, List.of(FEE), List.of()),
        new Dialogue(
            "feerate and payment", () -> normal(TestPair.ANCHORS), List.of(FEE, PAY), List.of()),
        new Dialogue(
            "payment and feerate",
            () -> normal(TestPair.STATIC_REMOTEKEY),
            List.of(PAY, FEE),
            List.of()),
        new Dialogue(
            "feerate against payment", LostMessagesTest::used, List.of(FEE), List.of(PAY_BACK)));
  }

  static Stream<Dialogue> closes() {
    return Stream.of(
        new Dialogue("alice closes", LostMessagesTest::used, List.of(CLOSE), List.of()),
        new Dialogue("bob closes", () -> normal(TestPair.ANCHORS), List.of(), List.of(CLOSE)),
        new Dialogue("both close", LostMessagesTest::used, List.of(CLOSE), List.of(CLOSE)),
        new Dialogue(
            "alice pays and closes", LostMessagesTest::used, List.of(PAY, CLOSE), List.of()),
        new Dialogue(
            "alice pays, bob closes", LostMessagesTest::used, List.of(PAY), List.of(CLOSE)),
        new Dialogue(
            "bob pays, alice closes",
            () -> normal(TestPair.STATIC_REMOTEKEY),
            List.of(CLOSE),
            List.of(PAY_BACK_FAILING)),
        new Dialogue(
            "bob pays and closes while the feerate changes",
            LostMessagesTest::used,
            List.of(FEE),
            List.of(PAY_BACK, CLOSE)),
        new Dialogue(
            "the feerate changes while the channel closes",
            LostMessagesTest::used,
            List.of(PAY, CLOSE, FEE),
            List.of()));
  }

  static Stream<Dialogue> openings() {
    return Stream.of(
        new Dialogue("opening", () -> opening(TestPair.ANCHORS, false, false), BLOCKS, BLOCKS),
        new Dialogue(
            "opening, announced",
            () -> opening(TestPair.STATIC_REMOTEKEY, false, true),
            BLOCKS,
            BLOCKS),
        new Dialogue(
            "opening and payment",
            () -> opening(TestPair.ANCHORS, false, false),
            List.of(new Goal.Depth(3), PAY),
            List.of(new Goal.Depth(3))),
        new Dialogue(
            "zero-conf opening and payment",
            () -> opening(TestPair.ZEROCONF, true, false),
            List.of(PAY),
            List.of()));
  }

  /** Larger ones, for a longer run. */
  static Stream<Dialogue> large() {
    return Stream.of(
        new Dialogue(
            "two payments and a feerate",
            LostMessagesTest::used,
            List.of(PAY, FEE, PAY_FAILING),
            List.of()),
        new Dialogue(
            "payments both ways, both close",
            LostMessagesTest::used,
            List.of(PAY, CLOSE),
            List.of(PAY_BACK_FAILING, CLOSE)),
        new Dialogue(
            "two payments against one",
            LostMessagesTest::used,
            List.of(PAY, PAY_FAILING),
            List.of(PAY_BACK)));
  }

  // ---- tests
  // -------------------------------------------------------------------------------------

  @ParameterizedTest
  @MethodSource
  void payments(Dialogue dialogue) {
    explore(dialogue, (ofA, a, ofB, b) -> assertUsable(dialogue, a, b));
  }

  @ParameterizedTest
  @MethodSource
  void closes(Dialogue dialogue) {
    explore(dialogue, (ofA, a, ofB, b) -> assertClosed(ofA, a, ofB, b));
  }

  @ParameterizedTest
  @MethodSource
  void openings(Dialogue dialogue) {
    explore(
        dialogue,
        (ofA, a, ofB, b) -> {
          if (a.isGone()) {
            assertThat(a.funding()).as("no funding of a channel that is forgotten").isEmpty();
          } else {
            assertUsable(dialogue, a, b);
            boolean announced = dialogue.name().contains("announced");
            assertThat(a.notes().contains("announced")).isEqualTo(announced);
            assertThat(b.notes().contains("announced")).isEqualTo(announced);
          }
        });
  }

  @ParameterizedTest
  @MethodSource
  @EnabledIfSystemProperty(named = "boltj.dialogues", matches = "large")
  void large(Dialogue dialogue) {
    boolean closes = dialogue.goalsOfA().contains(CLOSE);
    explore(
        dialogue,
        (ofA, a, ofB, b) -> {
          if (closes) {
            assertClosed(ofA, a, ofB, b);
          } else {
            assertUsable(dialogue, a, b);
          }
        });
  }

  private static void explore(Dialogue dialogue, Conversations.Outcome outcome) {
    Conversations.Counts counts = new Conversations(dialogue).explore(outcome);
    TOTAL.add(counts);
    TABLE.append(row(dialogue.name(), counts));
    assertThat(counts.ended).isPositive();
  }

  // ---- how it must end
  // ---------------------------------------------------------------------------

  private static void assertUsable(Dialogue dialogue, End a, End b) {
    for (End end : List.of(a, b)) {
      assertThat(end.goals()).isEmpty();
      assertThat(end.data().state()).isInstanceOf(Normal.class);
      assertThat(end.data().link()).isEqualTo(Link.UP);
      assertThat(commitments(end).isQuiet()).isTrue();
      assertThat(commitments(end).undecided()).isEmpty();
      assertThat(end.published()).isEmpty();
    }
    for (Goal goal : dialogue.goalsOfA()) {
      assertAchieved(goal, a);
    }
    for (Goal goal : dialogue.goalsOfB()) {
      assertAchieved(goal, b);
    }
    Allocation ofA = commitments(a).localCommit().allocation();
    Allocation ofB = commitments(b).localCommit().allocation();
    assertThat(ofA.toLocal()).isEqualTo(ofB.toRemote());
    assertThat(ofA.toRemote()).isEqualTo(ofB.toLocal());
    assertThat(ofA.feerate()).isEqualTo(ofB.feerate());
    assertThat(ofB.toLocal().msat()).isEqualTo(PUSH_MSAT + paid(a) - paid(b));
  }

  private static void assertAchieved(Goal goal, End end) {
    switch (goal) {
      case Goal.Pay pay ->
          assertThat(end.outcomes().get(pay.number()))
              .isEqualTo(pay.answer() == Goal.Answer.FULFILL ? "fulfilled" : "failed");
      case Goal.Fee fee ->
          assertThat(commitments(end).localCommit().allocation().feerate())
              .isEqualTo(fee.feerate());
      case Goal.Close close -> {}
      case Goal.Depth depth -> assertThat(end.height()).isGreaterThanOrEqualTo(700_003);
    }
  }

  private static Commitments commitments(End end) {
    return end.state().orElseThrow().commitments();
  }

  /** What the end paid in this dialogue (msat). */
  private static long paid(End end) {
    return Stream.of(
            PAY, PAY_MORE, PAY_FAILING, PAY_MALFORMED, PAY_DUST, PAY_BACK, PAY_BACK_FAILING)
        .map(Goal.Pay.class::cast)
        .filter(pay -> "fulfilled".equals(end.outcomes().get(pay.number())))
        .mapToLong(Goal.Pay::msat)
        .sum();
  }

  private static void assertClosed(Ends ofA, End a, Ends ofB, End b) {
    assertThat(a.data().state()).isInstanceOf(Closing.class);
    assertThat(b.data().state()).as("both know without the chain").isInstanceOf(Closing.class);
    Map<TxId, Transaction> closing = new HashMap<>(a.published());
    closing.putAll(b.published());
    assertThat(closing).as("one closing transaction").hasSize(1);
    Transaction tx = closing.values().iterator().next();
    assertThat(a.goals()).isEmpty();
    assertThat(b.goals()).isEmpty();
    long sum = tx.outputs().stream().mapToLong(o -> o.amount().sat()).sum();
    long bobs = (PUSH_MSAT + paid(a) - paid(b)) / 1000;
    assertThat(tx.outputs()).anyMatch(o -> o.amount().sat() == bobs);
    assertThat(sum).isBetween(TestPair.CAPACITY.sat() - 2_000, TestPair.CAPACITY.sat());
    assertThat(ofA.buried(a, tx).data().state()).isInstanceOf(Closed.class);
    assertThat(ofB.buried(b, tx).data().state()).isInstanceOf(Closed.class);
    Set<String> outcomes = new HashSet<>(a.outcomes().values());
    outcomes.addAll(b.outcomes().values());
    assertThat(Set.of("fulfilled", "failed", "refused")).containsAll(outcomes);
  }

  // ---- the table
  // ----------------------------------------------------------------------------

  private static String row(String name, Conversations.Counts counts) {
    return String.format(
        "%-48s %,12d %,10d %,12d %,12d %14.4g%n",
        name,
        counts.conversations,
        counts.stepped,
        counts.cuts,
        counts.restarts,
        counts.interleavings);
  }

  @AfterAll
  static void print() {
    StringBuilder text = new StringBuilder("Lost messages, exhaustively:\n");
    text.append(
        String.format(
            "%-48s %12s %10s %12s %12s %14s%n",
            "dialogue", "situations", "steps", "cuts", "with restart", "interleavings"));
    text.append(TABLE).append(row("all", TOTAL));
    text.append("Cuts by messages lost of alice (down) and of bob (across):\n");
    for (int a = 0; a < 10; a++) {
      text.append(String.format("%3d", a));
      for (int b = 0; b < 10; b++) {
        text.append(String.format("%,10d", TOTAL.lost[a][b]));
      }
      text.append('\n');
    }
    text.append("Sent again after channel_reestablish:\n");
    TOTAL.again.forEach((what, n) -> text.append(String.format("%,12d  %s%n", n, what)));
    System.out.print(text);
  }
}
