package org.boltj.commitment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.OutPoint;
import org.boltj.base.PrivateKey;
import org.boltj.base.Signature;
import org.boltj.sign.ChannelSigner;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Every way of BOLT 5 to claim an output of a commitment is accepted by Bitcoin's rules, and
 * refused with the wrong key or preimage, or too early.
 */
class ClaimsAreValidTest {
  static final List<CommitmentFormat> FORMATS = CommitmentFormat.ALL;

  private static final Bytes DESTINATION =
      ScriptTemplates.witnessProgram(0, Bytes.fromHex("77".repeat(20)));

  private final Map<CommitmentFormat, ChannelFixture> fixtures = new HashMap<>();

  private ChannelFixture fixture(CommitmentFormat format) {
    return fixtures.computeIfAbsent(format, ChannelFixture::new);
  }

  private CommitmentTx commitment(CommitmentFormat format) {
    return fixture(format).commitment(ChannelFixture.spec(4));
  }

  private PrivateKey revealedSecret(CommitmentFormat format) {
    return fixture(format).alice.releaseSecret(ChannelFixture.COMMITMENT_NUMBER);
  }

  @ParameterizedTest
  @FieldSource("FORMATS")
  void holderTakesToLocalAfterTheDelay(CommitmentFormat format) {
    OutputSpend spend = CommitmentSpends.toLocal(commitment(format)).orElseThrow();
    assertThat(spend.relativeDelay()).isEqualTo(ChannelFixture.TO_SELF_DELAY);
    assertAccepted(fixture(format).alice, spend);
    assertRefused(fixture(format).alice, withSequence(spend, spend.sequence() - 1));
    assertRefused(fixture(format).bob, spend);
  }

  @ParameterizedTest
  @FieldSource("FORMATS")
  void holderTakesTheSecondStageAfterTheDelay(CommitmentFormat format) {
    for (HtlcTx htlcTx : commitment(format).htlcTxs()) {
      OutputSpend spend = CommitmentSpends.secondStage(htlcTx, htlcTx.unsigned(), 0);
      assertThat(spend.relativeDelay()).isEqualTo(ChannelFixture.TO_SELF_DELAY);
      assertAccepted(fixture(format).alice, spend);
      assertRefused(fixture(format).alice, withSequence(spend, spend.sequence() - 1));
      assertRefused(fixture(format).bob, spend);
    }
  }

  @ParameterizedTest
  @FieldSource("FORMATS")
  void counterpartyTakesToRemote(CommitmentFormat format) {
    OutputSpend spend = CommitmentSpends.toRemote(commitment(format)).orElseThrow();
    assertAccepted(fixture(format).bob, spend);
    assertRefused(fixture(format).alice, spend);
    if (spend.relativeDelay() > 0) {
      assertRefused(fixture(format).bob, withSequence(spend, 0));
    }
  }

  @ParameterizedTest
  @FieldSource("FORMATS")
  void counterpartyTakesOfferedHtlcWithThePreimage(CommitmentFormat format) {
    CommitmentTx commitment = commitment(format);
    CommitmentOutput.OfferedHtlc output =
        commitment.output(CommitmentOutput.OfferedHtlc.class).orElseThrow();
    OutputSpend spend =
        CommitmentSpends.htlcByPreimage(
            commitment, output, ChannelFixture.preimage(output.htlc().id()));
    assertAccepted(fixture(format).bob, spend);
    assertRefused(fixture(format).alice, spend);
    assertRefused(
        fixture(format).bob,
        CommitmentSpends.htlcByPreimage(commitment, output, ChannelFixture.preimage(99)));
    if (spend.relativeDelay() > 0) {
      assertRefused(fixture(format).bob, withSequence(spend, 0));
    }
  }

  @ParameterizedTest
  @FieldSource("FORMATS")
  void counterpartyTakesBackReceivedHtlcAfterItsExpiry(CommitmentFormat format) {
    CommitmentTx commitment = commitment(format);
    CommitmentOutput.ReceivedHtlc output =
        commitment.output(CommitmentOutput.ReceivedHtlc.class).orElseThrow();
    OutputSpend spend = CommitmentSpends.htlcByTimeout(commitment, output);
    assertThat(spend.locktime()).isEqualTo(output.htlc().cltvExpiry().height());
    assertAccepted(fixture(format).bob, spend);
    assertRefused(fixture(format).alice, spend);
    assertRefused(fixture(format).bob, withLocktime(spend, spend.locktime() - 1));
  }

  @ParameterizedTest
  @FieldSource("FORMATS")
  void counterpartyTakesRevokedToLocal(CommitmentFormat format) {
    CommitmentTx commitment = commitment(format);
    CommitmentOutput.ToLocal output =
        commitment.output(CommitmentOutput.ToLocal.class).orElseThrow();
    assertAccepted(
        fixture(format).bob, PenaltySpends.toLocal(commitment, output, revealedSecret(format)));
    PrivateKey wrong = fixture(format).alice.releaseSecret(ChannelFixture.COMMITMENT_NUMBER + 1);
    assertRefused(fixture(format).bob, PenaltySpends.toLocal(commitment, output, wrong));
    assertRefused(
        fixture(format).alice, PenaltySpends.toLocal(commitment, output, revealedSecret(format)));
  }

  @ParameterizedTest
  @FieldSource("FORMATS")
  void counterpartyTakesRevokedHtlcs(CommitmentFormat format) {
    CommitmentTx commitment = commitment(format);
    PrivateKey wrong = fixture(format).alice.releaseSecret(ChannelFixture.COMMITMENT_NUMBER + 1);
    for (CommitmentOutput.Htlc output : commitment.htlcOutputs()) {
      assertAccepted(
          fixture(format).bob, PenaltySpends.htlc(commitment, output, revealedSecret(format)));
      assertRefused(fixture(format).bob, PenaltySpends.htlc(commitment, output, wrong));
    }
  }

  @ParameterizedTest
  @FieldSource("FORMATS")
  void counterpartyTakesRevokedSecondStage(CommitmentFormat format) {
    CommitmentTx commitment = commitment(format);
    PrivateKey wrong = fixture(format).alice.releaseSecret(ChannelFixture.COMMITMENT_NUMBER + 1);
    for (HtlcTx htlcTx : commitment.htlcTxs()) {
      assertAccepted(
          fixture(format).bob, revokedSecondStage(commitment, htlcTx, revealedSecret(format)));
      assertRefused(fixture(format).bob, revokedSecondStage(commitment, htlcTx, wrong));
    }
  }

  private static OutputSpend revokedSecondStage(
      CommitmentTx commitment, HtlcTx htlcTx, PrivateKey secret) {
    return PenaltySpends.secondStage(
        htlcTx.unsigned(), 0, commitment.keys(), ChannelFixture.TO_SELF_DELAY, secret);
  }

  @ParameterizedTest
  @FieldSource("FORMATS")
  void eachSideSpendsItsOwnAnchor(CommitmentFormat format) {
    CommitmentTx commitment = commitment(format);
    Optional<OutputSpend> local = CommitmentSpends.localAnchor(commitment);
    Optional<OutputSpend> remote = CommitmentSpends.remoteAnchor(commitment);
    boolean anchors = !format.anchorsCost().isZero();
    assertThat(local.isPresent()).isEqualTo(anchors);
    assertThat(remote.isPresent()).isEqualTo(anchors);
    if (anchors) {
      OutputSpend toLocal = CommitmentSpends.toLocal(commitment).orElseThrow();
      OutputSpend toRemote = CommitmentSpends.toRemote(commitment).orElseThrow();
      assertAccepted(fixture(format).alice, toLocal, local.orElseThrow());
      assertAccepted(fixture(format).bob, toRemote, remote.orElseThrow());
      assertRefused(fixture(format).bob, toRemote, local.orElseThrow());
    }
  }

  @ParameterizedTest
  @FieldSource("FORMATS")
  void anyoneSpendsAnAnchorAfterSixteenBlocks(CommitmentFormat format) {
    CommitmentTx commitment = commitment(format);
    OutputSpend toRemote = CommitmentSpends.toRemote(commitment).orElseThrow();
    CommitmentSpends.localAnchor(commitment)
        .ifPresent(
            own -> {
              OutputSpend anyone =
                  CommitmentSpends.anchorByAnyone(
                      own.outPoint(),
                      own.output(),
                      fixture(format).alice.basepoints().fundingPubkey());
              assertAccepted(fixture(format).bob, toRemote, anyone);
              assertRefused(fixture(format).bob, toRemote, withSequence(anyone, 15));
              assertThatThrownBy(
                      () -> fixture(format).bob.signSpend(commitment.unsigned(), 0, anyone))
                  .isInstanceOf(IllegalArgumentException.class);
            });
  }

  @ParameterizedTest
  @FieldSource("FORMATS")
  void oneTransactionTakesAllRevokedOutputs(CommitmentFormat format) {
    CommitmentTx commitment = commitment(format);
    List<OutputSpend> spends = new ArrayList<>();
    spends.add(CommitmentSpends.toRemote(commitment).orElseThrow());
    spends.add(
        PenaltySpends.toLocal(
            commitment,
            commitment.output(CommitmentOutput.ToLocal.class).orElseThrow(),
            revealedSecret(format)));
    for (CommitmentOutput.Htlc output : commitment.htlcOutputs()) {
      spends.add(PenaltySpends.htlc(commitment, output, revealedSecret(format)));
    }
    assertAccepted(fixture(format).bob, spends.toArray(OutputSpend[]::new));
  }

  @ParameterizedTest
  @FieldSource("FORMATS")
  void nothingIsSweptWhenTheFeeLeavesDust(CommitmentFormat format) {
    OutputSpend spend = CommitmentSpends.toRemote(commitment(format)).orElseThrow();
    assertThat(SweepTx.build(List.of(spend), DESTINATION, new FeeratePerKw(4_000_000_000L)))
        .isEmpty();
    assertThat(SweepTx.build(List.of(), DESTINATION, FeeratePerKw.MINIMUM)).isEmpty();
  }

  private static void assertAccepted(ChannelSigner signer, OutputSpend... spends) {
    SweepTx sweep = sweep(spends);
    Transaction signed = sign(signer, sweep);
    BitcoinCheck.assertValid(signed, spentOutputs(spends));
    long estimated = SweepTx.weight(sweep.spends(), DESTINATION);
    assertThat(signed.weight()).isBetween(estimated - 2L * spends.length, estimated);
    assertThat(sweep.fee()).isEqualTo(FeeratePerKw.MINIMUM.feeRoundedUp(estimated));
  }

  private static void assertRefused(ChannelSigner signer, OutputSpend... spends) {
    BitcoinCheck.assertInvalid(sign(signer, sweep(spends)), spentOutputs(spends));
  }

  private static SweepTx sweep(OutputSpend... spends) {
    return SweepTx.build(List.of(spends), DESTINATION, FeeratePerKw.MINIMUM).orElseThrow();
  }

  private static Transaction sign(ChannelSigner signer, SweepTx sweep) {
    List<Optional<Signature>> signatures = new ArrayList<>();
    for (int i = 0; i < sweep.spends().size(); i++) {
      OutputSpend spend = sweep.spends().get(i);
      signatures.add(
          spend.key() instanceof SpendKey.None
              ? Optional.empty()
              : Optional.of(signer.signSpend(sweep.unsigned(), i, spend)));
    }
    return sweep.signed(signatures);
  }

  private static Map<OutPoint, TxOutput> spentOutputs(OutputSpend... spends) {
    Map<OutPoint, TxOutput> outputs = new HashMap<>();
    for (OutputSpend spend : spends) {
      outputs.put(spend.outPoint(), spend.output());
    }
    return outputs;
  }

  private static OutputSpend withSequence(OutputSpend spend, long sequence) {
    return new OutputSpend(
        spend.outPoint(),
        spend.output(),
        spend.scriptCode(),
        sequence,
        spend.locktime(),
        spend.key(),
        spend.witnessTail());
  }

  private static OutputSpend withLocktime(OutputSpend spend, long locktime) {
    return new OutputSpend(
        spend.outPoint(),
        spend.output(),
        spend.scriptCode(),
        spend.sequence(),
        locktime,
        spend.key(),
        spend.witnessTail());
  }
}
