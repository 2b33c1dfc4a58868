package org.boltj.commitment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Satoshi;
import org.boltj.base.Signature;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;
import org.junit.jupiter.api.Test;

/** Both forms of the mutual close of BOLT 3. */
class ClosingTxTest {
  private static final Bytes ALICE =
      ScriptTemplates.witnessProgram(0, Bytes.fromHex("aa".repeat(20)));
  private static final Bytes BOB =
      ScriptTemplates.witnessProgram(1, Bytes.fromHex("bb".repeat(32)));
  private static final Satoshi DUST = Satoshi.of(354);
  private static final Satoshi FEE = Satoshi.of(1000);

  private final ChannelFixture fixture = new ChannelFixture(new AnchorsZeroFeeHtlc());
  private final FundingInput funding = fixture.params.fundingInput();

  private ClosingShare alice(long bobMsat) {
    return new ClosingShare(
        MilliSatoshi.of(ChannelFixture.CAPACITY.toMilliSatoshi().msat() - bobMsat), ALICE);
  }

  private static ClosingShare bob(long msat) {
    return new ClosingShare(MilliSatoshi.of(msat), BOB);
  }

  private Optional<ClosingTx> legacy(long bobMsat) {
    return ClosingTx.legacy(funding, alice(bobMsat), bob(bobMsat), true, FEE, DUST);
  }

  private Transaction assertValid(ClosingTx closing) {
    Signature alice = fixture.alice.signClosing(closing);
    Signature bob = fixture.bob.signClosing(closing);
    assertThat(closing.isSignedBy(fixture.alice.basepoints().fundingPubkey(), alice)).isTrue();
    assertThat(closing.isSignedBy(fixture.bob.basepoints().fundingPubkey(), alice)).isFalse();
    Transaction signed = closing.signed(fixture.alice.basepoints().fundingPubkey(), alice, bob);
    assertThat(signed)
        .isEqualTo(closing.signed(fixture.bob.basepoints().fundingPubkey(), bob, alice));
    BitcoinCheck.assertValid(signed, Map.of(funding.outPoint(), funding.output()));
    assertThat(signed.weight()).isBetween(closing.weight() - 6, closing.weight());
    return signed;
  }

  @Test
  void legacyCloseRoundsDownAndTakesTheFeeFromTheOpener() {
    ClosingTx closing = legacy(40_000_000_999L).orElseThrow();
    Transaction tx = assertValid(closing);
    assertThat(tx.outputs())
        .containsExactly(
            new TxOutput(Satoshi.of(40_000_000), BOB), new TxOutput(Satoshi.of(59_998_999), ALICE));
    assertThat(tx.inputs().get(0).sequence()).isEqualTo(TxInput.FINAL_SEQUENCE);
    assertThat(tx.locktime()).isZero();
    assertThat(closing.fee()).isEqualTo(Satoshi.of(1001));
  }

  @Test
  void legacyCloseLeavesOutDust() {
    assertThat(legacy(353_999).orElseThrow().unsigned().outputs()).hasSize(1);
    assertThat(legacy(354_000).orElseThrow().unsigned().outputs()).hasSize(2);
  }

  @Test
  void legacyCloseIsEmptyWhenTheOpenerCannotPay() {
    long all = ChannelFixture.CAPACITY.toMilliSatoshi().msat();
    assertThat(legacy(all - 999_999)).isEmpty();
    assertThat(legacy(all - 1_000_000).orElseThrow().unsigned().outputs()).hasSize(1);
  }

  @Test
  void legacyVariantsHoldBothDustRulesAndTheOmittedOutput() {
    List<ClosingTx> variants =
        ClosingTx.legacyVariants(
            funding, alice(500_000), bob(500_000), true, FEE, DUST, Satoshi.of(546));
    assertThat(variants.stream().map(tx -> tx.unsigned().outputs().size())).containsExactly(1, 2);
    variants.forEach(this::assertValid);
    List<ClosingTx> aboveBoth =
        ClosingTx.legacyVariants(
            funding, alice(600_000), bob(600_000), true, FEE, DUST, Satoshi.of(546));
    assertThat(aboveBoth.stream().map(tx -> tx.unsigned().outputs().size())).containsExactly(2, 1);
  }

  @Test
  void simpleCloseTakesTheFeeFromTheCloser() {
    for (ClosingTx.Outputs which : ClosingTx.Outputs.values()) {
      ClosingTx closing =
          ClosingTx.simple(
                  funding, bob(40_000_000_999L), alice(40_000_000_999L), FEE, 800_000, which)
              .orElseThrow();
      Transaction tx = assertValid(closing);
      TxOutput closer = new TxOutput(Satoshi.of(39_999_000), BOB);
      TxOutput closee = new TxOutput(Satoshi.of(59_999_999), ALICE);
      assertThat(tx.outputs())
          .isEqualTo(
              switch (which) {
                case CLOSER_OUTPUT_ONLY -> List.of(closer);
                case CLOSEE_OUTPUT_ONLY -> List.of(closee);
                case CLOSER_AND_CLOSEE_OUTPUTS -> List.of(closer, closee);
              });
      assertThat(tx.inputs().get(0).sequence()).isEqualTo(0xfffffffdL);
      assertThat(tx.locktime()).isEqualTo(800_000);
    }
  }

  @Test
  void simpleCloseGivesOpReturnNothing() {
    ClosingShare burnt =
        new ClosingShare(MilliSatoshi.ofSat(5000), Bytes.fromHex("6a06010203040506"));
    ClosingTx closing =
        ClosingTx.simple(
                funding,
                burnt,
                alice(5_000_000),
                FEE,
                0,
                ClosingTx.Outputs.CLOSER_AND_CLOSEE_OUTPUTS)
            .orElseThrow();
    assertThat(assertValid(closing).outputs().get(0))
        .isEqualTo(new TxOutput(Satoshi.ZERO, burnt.scriptPubKey()));
    assertThat(
            ClosingTx.simple(
                funding,
                bob(999_999),
                alice(999_999),
                FEE,
                0,
                ClosingTx.Outputs.CLOSEE_OUTPUT_ONLY))
        .isEmpty();
  }
}
