package org.boltj.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentPreimage;
import org.boltj.crypto.Hash;
import org.boltj.updates.Feerates;
import org.boltj.updates.HtlcOrigin;

/**
 * Whatever the order of additions, settlements, feerates, signatures, deliveries, disconnections
 * and crashes: no satoshi is made or lost, both sides agree in the end, and nothing is stuck.
 */
class InterleavingProperties {
  private static final int STEPS = 120;

  @Property(tries = 60, seed = "4949254706830800750")
  void anyOrderLeadsToAgreement(@ForAll long seed) {
    Random random = new Random(seed);
    Features type = random.nextBoolean() ? TestPair.ANCHORS : TestPair.STATIC_REMOTEKEY;
    Run run =
        new Run(
            TestPair.normal(type, MilliSatoshi.ofSat(100_000 + random.nextInt(700_000))), random);
    for (int i = 0; i < STEPS; i++) {
      run.step();
      TestPair.assertConserved(run.pair.a);
      TestPair.assertConserved(run.pair.b);
    }
    run.finish();
  }

  /** One random run. */
  private static final class Run {
    final TestPair pair;
    private final Random random;
    private final List<PaymentPreimage> preimages = new ArrayList<>();
    private final Set<String> settled = new HashSet<>();
    private boolean connected = true;
    private int feerate = 1_000;

    Run(TestPair pair, Random random) {
      this.pair = pair;
      this.random = random;
      for (int i = 0; i <= 400; i++) {
        preimages.add(TestPair.preimage(i));
      }
    }

    private TestSide side() {
      return random.nextBoolean() ? pair.a : pair.b;
    }

    void step() {
      switch (random.nextInt(20)) {
        case 0, 1, 2, 3 -> pair.add(side(), amount());
        case 4, 5, 6 -> settleOne(side());
        case 7, 8, 9, 10 -> pair.sign(side());
        case 11, 12, 13, 14, 15, 16 -> pair.deliver(side());
        case 17 -> changeFeerate();
        case 18 -> reconnect(false);
        default -> reconnect(true);
      }
    }

    private long amount() {
      return switch (random.nextInt(3)) {
        case 0 -> 1 + random.nextInt(400_000);
        case 1 -> 300_000 + random.nextInt(2_000_000);
        default -> 1_000_000 + random.nextInt(300_000_000);
      };
    }

    private void changeFeerate() {
      feerate = 500 + random.nextInt(6_000);
      pair.a.on(new ChannelEvent.UpdateFee(new FeeratePerKw(feerate)));
    }

    private void settleOne(TestSide side) {
      for (Effect.HtlcReceived htlc : side.all(Effect.HtlcReceived.class)) {
        if (settled.add(side.name + htlc.id())) {
          settle(side, htlc);
          return;
        }
      }
    }

    private void settle(TestSide side, Effect.HtlcReceived htlc) {
      switch (random.nextInt(4)) {
        case 0 -> pair.fail(side, htlc.id());
        case 1 -> side.on(new ChannelEvent.FailMalformedHtlc(htlc.id(), Bytes.zeros(32), 0xc005));
        default -> {
          PaymentPreimage preimage =
              preimages.stream()
                  .filter(p -> Hash.sha256(p.value()).equals(htlc.paymentHash().value()))
                  .findFirst()
                  .orElseThrow();
          side.on(new ChannelEvent.FulfillHtlc(htlc.id(), preimage, Optional.empty()));
        }
      }
    }

    private void reconnect(boolean crash) {
      if (connected) {
        pair.disconnect();
        connected = false;
        if (crash) {
          side().restart();
        }
      } else {
        pair.connect();
        connected = true;
      }
    }

    void finish() {
      if (!connected) {
        pair.connect();
      }
      pair.settleDown();
      for (int round = 0; round < 3; round++) {
        for (TestSide side : List.of(pair.a, pair.b)) {
          for (Effect.HtlcReceived htlc : side.all(Effect.HtlcReceived.class)) {
            if (settled.add(side.name + htlc.id())) {
              settle(side, htlc);
            }
          }
        }
        pair.settleDown();
      }
      assertThat(faults()).isEmpty();
      assertThat(pair.a.data.state()).isInstanceOf(Normal.class);
      assertThat(pair.b.data.state()).isInstanceOf(Normal.class);
      assertThat(pair.a.commitments().isQuiet()).isTrue();
      assertThat(pair.b.commitments().isQuiet()).isTrue();
      assertThat(pair.a.all(Effect.Disconnect.class)).isEmpty();
      assertThat(pair.b.all(Effect.Disconnect.class)).isEmpty();
      pair.assertAgreement();
      assertOutcomes(pair.a, pair.b);
      assertOutcomes(pair.b, pair.a);
      assertThat(pair.a.commitments().undecided()).isEmpty();
    }

    private List<ChannelNotice> faults() {
      List<ChannelNotice> faults = new ArrayList<>();
      for (TestSide side : List.of(pair.a, pair.b)) {
        side.all(Effect.Notify.class).stream()
            .map(Effect.Notify::notice)
            .filter(ChannelNotice.Faulted.class::isInstance)
            .forEach(faults::add);
      }
      return faults;
    }

    /** Every HTLC that was taken ended once: claimed or given back. */
    private static void assertOutcomes(TestSide from, TestSide to) {
      Set<Integer> ended = new HashSet<>();
      from.all(Effect.HtlcFulfilled.class).forEach(e -> ended.add(part(e.origin())));
      // A crash may make us tell again that an HTLC was never sent.
      from.all(Effect.HtlcFailed.class).stream()
          .filter(e -> !(e.failure() instanceof HtlcFailure.NeverSent))
          .forEach(e -> assertThat(ended.add(part(e.origin()))).isTrue());
      long taken =
          from.all(Effect.Reply.class).stream()
              .filter(r -> r.result() instanceof CommandResult.HtlcAdded)
              .count();
      assertThat((long) ended.size()).isLessThanOrEqualTo(taken);
      assertThat(to.all(Effect.HtlcReceived.class)).isNotNull();
    }

    private static int part(HtlcOrigin origin) {
      return ((HtlcOrigin.Local) origin).part();
    }
  }

  @Property(tries = 10, seed = "1179162056417858920")
  void feerateEstimateNeverBreaksTheChannel(@ForAll long seed) {
    Random random = new Random(seed);
    TestPair pair = TestPair.normal(TestPair.ANCHORS, MilliSatoshi.ofSat(300_000));
    for (int i = 0; i < 20; i++) {
      Feerates feerates = Feerates.fixed(new FeeratePerKw(253 + random.nextInt(20_000)));
      pair.a.feerates = feerates;
      pair.b.feerates = feerates;
      pair.add(random.nextBoolean() ? pair.a : pair.b, 1_000_000 + random.nextInt(30_000_000));
      pair.mine(1);
      pair.settleDown();
      pair.assertAgreement();
    }
    assertThat(pair.a.data.state()).isInstanceOf(Normal.class);
  }
}
