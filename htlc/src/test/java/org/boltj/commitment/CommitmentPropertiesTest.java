package org.boltj.commitment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.boltj.base.CltvExpiry;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentHash;
import org.boltj.base.Satoshi;
import org.boltj.crypto.Hash;
import org.boltj.tx.TxOutput;

/** What holds for every commitment, whatever it contains. */
class CommitmentPropertiesTest {
  private static final List<ChannelFixture> FIXTURES =
      CommitmentFormat.ALL.stream().map(ChannelFixture::new).toList();

  @Provide
  Arbitrary<ChannelFixture> fixtures() {
    return Arbitraries.of(FIXTURES);
  }

  @Provide
  Arbitrary<CommitmentSpec> specs() {
    Arbitrary<CommitmentHtlc> htlc =
        Combinators.combine(
                Arbitraries.of(HtlcDirection.class),
                Arbitraries.longs().between(0, 1000),
                Arbitraries.longs().between(1, 20_000_000),
                Arbitraries.integers().between(0, 3),
                Arbitraries.longs().between(1, 1_000_000))
            .as(
                (direction, id, msat, preimage, expiry) ->
                    new CommitmentHtlc(
                        direction,
                        id,
                        MilliSatoshi.of(msat),
                        new PaymentHash(Hash.sha256(ChannelFixture.preimage(preimage).value())),
                        new CltvExpiry(expiry)));
    return Combinators.combine(
            htlc.list().ofMaxSize(40),
            Arbitraries.longs().between(0, 20_000),
            Arbitraries.doubles().between(0, 1))
        .as(CommitmentPropertiesTest::spec);
  }

  private static CommitmentSpec spec(List<CommitmentHtlc> htlcs, long feerate, double share) {
    long inHtlcs = htlcs.stream().mapToLong(htlc -> htlc.amount().msat()).sum();
    long rest = ChannelFixture.CAPACITY.toMilliSatoshi().msat() - inHtlcs;
    long toLocal = (long) (rest * share);
    return new CommitmentSpec(
        new FeeratePerKw(feerate),
        MilliSatoshi.of(toLocal),
        MilliSatoshi.of(rest - toLocal),
        htlcs);
  }

  @Property(seed = "1", tries = 300)
  void outputsAndFeeAreTheCapacity(
      @ForAll("fixtures") ChannelFixture fixture, @ForAll("specs") CommitmentSpec spec) {
    // BOLT 2 refuses a content whose opener cannot pay for the anchors.
    Assume.that(spec.toLocal().toSatoshi().compareTo(Satoshi.of(660)) >= 0);
    CommitmentTx tx = fixture.commitment(spec);
    CommitmentParams params = fixture.params;
    assertThat(spec.total().toSatoshi()).isEqualTo(ChannelFixture.CAPACITY);
    long trimmedMsat = 0;
    for (CommitmentHtlc htlc : spec.htlcs()) {
      boolean trimmed =
          CommitmentFees.isTrimmed(params.format(), params.dustLimit(), spec.feerate(), htlc);
      trimmedMsat += trimmed ? htlc.amount().msat() : htlc.amount().msat() % 1000;
    }
    boolean bothSides =
        tx.output(CommitmentOutput.ToLocal.class).isPresent()
            && tx.output(CommitmentOutput.ToRemote.class).isPresent();
    Satoshi baseFee = CommitmentFees.baseFee(params.format(), params.dustLimit(), spec);
    if (bothSides) {
      long remainders = spec.toLocal().msat() % 1000 + spec.toRemote().msat() % 1000;
      assertThat(tx.fee().sat()).isEqualTo(baseFee.sat() + (trimmedMsat + remainders) / 1000);
    }
    long paid = tx.unsigned().outputs().stream().mapToLong(o -> o.amount().sat()).sum();
    assertThat(paid + tx.fee().sat()).isEqualTo(ChannelFixture.CAPACITY.sat());
  }

  @Property(seed = "2", tries = 300)
  void outputsStandInBip69OrderAndAreDescribed(
      @ForAll("fixtures") ChannelFixture fixture, @ForAll("specs") CommitmentSpec spec) {
    CommitmentTx tx = fixture.commitment(spec);
    assertThat(tx.unsigned().outputs())
        .isSortedAccordingTo(
            Comparator.comparing(TxOutput::amount).thenComparing(TxOutput::scriptPubKey));
    assertThat(tx.outputs().stream().map(CommitmentOutput::output))
        .containsExactlyElementsOf(tx.unsigned().outputs());
    for (int i = 0; i < tx.outputs().size(); i++) {
      assertThat(tx.outputs().get(i).index()).isEqualTo(i);
    }
    List<CommitmentOutput.Htlc> htlcs = tx.htlcOutputs();
    for (int i = 1; i < htlcs.size(); i++) {
      if (htlcs.get(i).output().equals(htlcs.get(i - 1).output())) {
        assertThat(htlcs.get(i).htlc().cltvExpiry())
            .isGreaterThanOrEqualTo(htlcs.get(i - 1).htlc().cltvExpiry());
      }
    }
  }

  @Property(seed = "3", tries = 300)
  void noOutputIsBelowTheDustLimit(
      @ForAll("fixtures") ChannelFixture fixture, @ForAll("specs") CommitmentSpec spec) {
    CommitmentTx tx = fixture.commitment(spec);
    for (CommitmentOutput output : tx.outputs()) {
      boolean anchor =
          output instanceof CommitmentOutput.LocalAnchor
              || output instanceof CommitmentOutput.RemoteAnchor;
      assertThat(output.output().amount())
          .isGreaterThanOrEqualTo(
              anchor ? CommitmentScripts.ANCHOR_AMOUNT : fixture.params.dustLimit());
    }
    for (HtlcTx htlcTx : tx.htlcTxs()) {
      assertThat(htlcTx.unsigned().outputs().get(0).amount())
          .isGreaterThanOrEqualTo(fixture.params.dustLimit());
    }
  }

  @Property(seed = "4", tries = 300)
  void trimmingIsTheSameFromBothSides(
      @ForAll("fixtures") ChannelFixture fixture, @ForAll("specs") CommitmentSpec spec) {
    CommitmentParams params = fixture.params;
    // The other side knows its own view of the commitment and turns it around.
    CommitmentSpec seenByBob = spec.opposite();
    assertThat(seenByBob.opposite()).isEqualTo(spec);
    List<CommitmentHtlc> kept = new ArrayList<>();
    for (CommitmentHtlc htlc : seenByBob.htlcs()) {
      if (!CommitmentFees.isTrimmed(
          params.format(), params.dustLimit(), spec.feerate(), htlc.opposite())) {
        kept.add(htlc.opposite());
      }
    }
    CommitmentTx tx = fixture.commitment(spec);
    assertThat(tx.htlcOutputs().stream().map(CommitmentOutput.Htlc::htlc))
        .containsExactlyInAnyOrderElementsOf(kept);
    assertThat(CommitmentFees.untrimmedHtlcs(params.format(), params.dustLimit(), spec))
        .isEqualTo(kept.size());
    assertThat(tx.htlcTxs()).hasSize(kept.size());
  }

  @Property(seed = "5", tries = 300)
  void theOrderOfHtlcsInTheSpecDoesNotMatter(
      @ForAll("fixtures") ChannelFixture fixture, @ForAll("specs") CommitmentSpec spec) {
    List<CommitmentHtlc> turned = new ArrayList<>(spec.htlcs()).reversed();
    CommitmentSpec other =
        new CommitmentSpec(spec.feerate(), spec.toLocal(), spec.toRemote(), turned);
    CommitmentTx one = fixture.commitment(spec);
    CommitmentTx two = fixture.commitment(other);
    assertThat(two.unsigned()).isEqualTo(one.unsigned());
    Set<Object> oneTxs = new HashSet<>(one.htlcTxs().stream().map(HtlcTx::unsigned).toList());
    assertThat(new HashSet<>(two.htlcTxs().stream().map(HtlcTx::unsigned).toList()))
        .isEqualTo(oneTxs);
  }
}
