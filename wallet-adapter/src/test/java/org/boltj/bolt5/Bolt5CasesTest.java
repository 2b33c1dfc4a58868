package org.boltj.bolt5;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.boltj.channel.ChannelNotice;
import org.boltj.channel.Effect;
import org.boltj.commitment.CommitmentFormat;
import org.boltj.onchain.SpendKind;
import org.boltj.peers.NpmBundle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every case of BOLT 5, for both channel types, whoever closes, also with restarts and with
 * reorganizations: nobody loses a satoshi. The embedded chain checks each transaction with a script
 * interpreter that is not ours. The table goes to {@code target/bolt5-cases.txt}.
 */
class Bolt5CasesTest {
  private static final List<String> ROWS = new ArrayList<>();

  @TestFactory
  Stream<DynamicTest> everyCase() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Case aCase : Cases.all()) {
      for (CommitmentFormat format : CommitmentFormat.ALL) {
        for (boolean byAlice : List.of(true, false)) {
          for (Disturbance disturbance : aCase.disturbances()) {
            String name = name(aCase, format, byAlice, disturbance);
            tests.add(
                DynamicTest.dynamicTest(name, () -> run(aCase, format, byAlice, disturbance)));
          }
        }
      }
    }
    return tests.stream();
  }

  private static String name(
      Case aCase, CommitmentFormat format, boolean byAlice, Disturbance disturbance) {
    return String.format(
        Locale.ROOT,
        "%-74s %-24s %-6s %-8s",
        aCase.name(),
        format,
        byAlice ? "opener" : "other",
        disturbance == Disturbance.NONE ? "" : disturbance.name().toLowerCase(Locale.ROOT));
  }

  private static void run(
      Case aCase, CommitmentFormat format, boolean byAlice, Disturbance disturbance) {
    Pair pair = Pair.open(format);
    pair.disturbance = disturbance;
    Party closer = byAlice ? pair.alice : pair.bob;
    aCase.play().accept(pair, closer);
    pair.mineUntilClosed();
    if (disturbance == Disturbance.NONE && !pair.alice.silent && !pair.bob.silent) {
      assertThat(pair.alice.refused).as("what the chain refused").isEmpty();
      assertThat(pair.bob.refused).as("what the chain refused").isEmpty();
    }
    Audit audit = Audit.of(pair);
    assertBooks(pair, audit);
    synchronized (ROWS) {
      ROWS.add(name(aCase, format, byAlice, disturbance) + row(pair, audit));
    }
  }

  /** The satoshis of the channel are all accounted for, and each side has its own. */
  static void assertBooks(Pair pair, Audit audit) {
    long gained = pair.gained(pair.alice) + pair.gained(pair.bob);
    assertThat(gained + audit.allFees() + audit.left()).isEqualTo(Pair.CAPACITY.sat());
    if (pair.alice.silent || pair.bob.silent) {
      Party cheater = pair.alice.silent ? pair.alice : pair.bob;
      if (isOurs(pair.other(cheater))) {
        // What the cheater has in it nobody takes; an HTLC that it does not claim is ours again.
        assertThat(audit.lost(pair.other(cheater))).as("lost to the cheater").isNotPositive();
      } else {
        assertPunished(pair, audit);
      }
    } else {
      assertThat(audit.lost(pair.alice)).as("lost by alice").isZero();
      assertThat(audit.lost(pair.bob)).as("lost by bob").isZero();
      assertOutcomes(pair, audit);
    }
  }

  /** Whether it answered a revoked commitment in the mempool with its own, and that came first. */
  private static boolean isOurs(Party honest) {
    return honest.notices(ChannelNotice.FundingSpent.class).stream()
        .reduce((first, last) -> last)
        .filter(notice -> notice.kind() == SpendKind.LOCAL_COMMITMENT)
        .isPresent();
  }

  /** The honest side has all but fees and anchors; the cheater has paid for the attempt. */
  private static void assertPunished(Pair pair, Audit audit) {
    Party cheater = pair.alice.silent ? pair.alice : pair.bob;
    Party honest = pair.other(cheater);
    assertThat(pair.gained(cheater)).as("the cheater's gain").isLessThanOrEqualTo(0);
    assertThat(audit.leftOutputs()).as("left behind").allMatch(sat -> sat == 330);
    long fromChannel = pair.format.anchorsCost().isZero() ? audit.claimFees(cheater) : 0;
    assertThat(
            pair.gained(honest)
                + audit.claimFees(honest)
                + audit.commitmentFee()
                + audit.left()
                + fromChannel)
        .isEqualTo(Pair.CAPACITY.sat());
  }

  /** Each HTLC has one outcome upstream, and the right one. */
  private static void assertOutcomes(Pair pair, Audit audit) {
    for (Pair.Placed htlc : pair.placed) {
      long fulfilled =
          htlc.offerer.all(Effect.HtlcFulfilled.class).stream()
              .filter(effect -> effect.id() == htlc.id)
              .count();
      long failed =
          htlc.offerer.all(Effect.HtlcFailed.class).stream()
              .filter(effect -> effect.id() == htlc.id)
              .count();
      // Of dust nobody hears on the chain that it was claimed; before, the offerer may have.
      boolean claimed = htlc.claimed && !(audit.isTrimmed(htlc) && fulfilled == 0);
      assertThat(fulfilled > 0).as("HTLC %s is claimed", htlc.number).isEqualTo(claimed);
      assertThat(failed).as("HTLC %s comes back", htlc.number).isLessThanOrEqualTo(1);
      assertThat(failed == 1 || claimed).as("HTLC %s has an outcome", htlc.number).isTrue();
      assertThat(failed == 1 && claimed && !wasClaimedFirst(htlc)).isFalse();
    }
  }

  /** What was claimed before the close, and is in no output, may be told once more, as failed. */
  private static boolean wasClaimedFirst(Pair.Placed htlc) {
    for (Effect effect : htlc.offerer.effects) {
      if (effect instanceof Effect.HtlcFulfilled fulfilled && fulfilled.id() == htlc.id) {
        return true;
      }
      if (effect instanceof Effect.HtlcFailed failed && failed.id() == htlc.id) {
        return false;
      }
    }
    return false;
  }

  private static String row(Pair pair, Audit audit) {
    return String.format(
        Locale.ROOT,
        " %9d %9d %7d %8d %8d %6d %5d",
        pair.gained(pair.alice),
        pair.gained(pair.bob),
        audit.commitmentFee(),
        audit.claimFees(pair.alice),
        audit.claimFees(pair.bob),
        audit.left(),
        lost(pair, audit));
  }

  private static long lost(Pair pair, Audit audit) {
    return pair.alice.silent || pair.bob.silent ? 0 : audit.lost(pair.alice) + audit.lost(pair.bob);
  }

  @AfterAll
  static void writeTable() throws IOException {
    StringBuilder table = new StringBuilder();
    table.append(
        """
        BOLT 5 on the embedded chain, scripts checked by bitcoin-kmp. Alice opened the channel of
        1,000,000 sat and has 600,000 of it, Bob 400,000. Amounts in satoshis: what each side's
        wallet gained, the fee of the commitment or closing transaction (with dust), the fees of
        claims, what was left behind (anchors of 330), what was lost otherwise.

        """);
    table.append(
        String.format(
            Locale.ROOT,
            "%-74s %-24s %-6s %-8s %9s %9s %7s %8s %8s %6s %5s%n",
            "case",
            "channel type",
            "closer",
            "beside",
            "Alice",
            "Bob",
            "fee",
            "A claims",
            "B claims",
            "left",
            "lost"));
    ROWS.forEach(row -> table.append(row).append('\n'));
    Files.writeString(NpmBundle.buildFile("bolt5-cases.txt"), table);
  }
}
