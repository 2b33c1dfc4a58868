package org.boltj.bolt5;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.boltj.channel.ChannelEvent;
import org.boltj.channel.Effect;
import org.boltj.channel.Normal;
import org.boltj.commitment.CommitmentFormat;

/**
 * A channel under random HTLC traffic is closed at a random moment by either side, or by both, or a
 * side cheats with a random old commitment, beside restarts or reorganizations: every satoshi is
 * where it belongs.
 */
class RandomCloseProperties {
  private enum End {
    BY_ALICE,
    BY_BOB,
    BY_BOTH,
    ALICE_CHEATS,
    BOB_CHEATS
  }

  /** One random life of a channel. */
  private static final class Life {
    private final Random random;
    private final Pair pair;
    private final List<Pair.Placed> open = new ArrayList<>();
    private final List<OldCommitment> kept = new ArrayList<>();

    Life(long seed) {
      random = new Random(seed);
      pair = Pair.open(pick(CommitmentFormat.ALL));
    }

    private <T> T pick(List<T> from) {
      return from.get(random.nextInt(from.size()));
    }

    void live() {
      for (int left = 20 + random.nextInt(60); left > 0; left--) {
        Party party = random.nextBoolean() ? pair.alice : pair.bob;
        switch (random.nextInt(10)) {
          case 0, 1 -> add(party);
          case 2, 3 -> pair.sign(party);
          case 4, 5, 6 -> pair.deliver(party);
          case 7 -> pair.settleDown();
          case 8 -> settle();
          default -> kept.add(OldCommitment.of(party));
        }
        assertThat(party.data.state()).isInstanceOf(Normal.class);
      }
    }

    private void add(Party party) {
      // Amounts are different, so that outputs can be told apart.
      long sat = 300 + 997L * random.nextInt(20) + pair.placed.size();
      int before = pair.placed.size();
      Pair.Placed htlc = pair.add(party, sat, 60 + random.nextInt(8));
      if (pair.placed.size() > before) {
        open.add(htlc);
      }
    }

    private void settle() {
      List<Pair.Placed> committed =
          open.stream()
              .filter(
                  htlc ->
                      pair.other(htlc.offerer).all(Effect.HtlcReceived.class).stream()
                          .anyMatch(received -> received.id() == htlc.id))
              .toList();
      if (!committed.isEmpty()) {
        Pair.Placed htlc = pick(committed);
        open.remove(htlc);
        if (random.nextInt(3) > 0) {
          pair.claim(htlc);
        } else {
          pair.fail(htlc);
        }
      }
    }

    void end() {
      pair.disturbance = pick(List.of(Disturbance.values()));
      End end = pick(List.of(End.values()));
      Optional<OldCommitment> old = revoked(end == End.ALICE_CHEATS ? pair.alice : pair.bob);
      pair.disconnect();
      switch (end) {
        case BY_ALICE -> pair.forceClose(pair.alice);
        case BY_BOB -> pair.forceClose(pair.bob);
        case BY_BOTH -> {
          pair.alice.on(close());
          pair.bob.on(close());
          pair.tellSeen();
        }
        case ALICE_CHEATS, BOB_CHEATS ->
            old.ifPresentOrElse(this::cheat, () -> pair.forceClose(pair.alice));
      }
      pair.mineUntilClosed();
    }

    private ChannelEvent.ForceClose close() {
      return new ChannelEvent.ForceClose(pair.request(), "both at once");
    }

    private Optional<OldCommitment> revoked(Party cheater) {
      long present = pair.other(cheater).commitments().remoteCommit().number();
      return kept.stream()
          .filter(old -> old.cheater() == cheater && old.commit().number() < present)
          .findFirst();
    }

    private void cheat(OldCommitment old) {
      old.cheater().silent = true;
      old.cheater().publish(List.of(old.signed()));
      pair.tellSeen();
    }
  }

  @Property(tries = 150, seed = "20261121")
  void everySatoshiIsWhereItBelongs(@ForAll long seed) {
    Life life = new Life(seed);
    life.live();
    life.end();
    Bolt5CasesTest.assertBooks(life.pair, Audit.of(life.pair));
  }
}
