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
import org.boltj.base.MilliSatoshi;
import org.boltj.base.OutPoint;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.Signature;
import org.boltj.base.TxId;
import org.boltj.crypto.Hash;
import org.boltj.crypto.Secp256k1;
import org.boltj.tx.DerSignature;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.SegwitSigHash;
import org.boltj.tx.SigHashType;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Commitment and HTLC transactions that both sides signed are accepted by Bitcoin's rules. */
class CommitmentsAreValidTest {
  static final List<CommitmentFormat> FORMATS = CommitmentFormat.ALL;

  private static final PrivateKey WALLET_KEY = PrivateKey.fromHex("42".repeat(32));

  @ParameterizedTest
  @FieldSource("FORMATS")
  void bothSignaturesMakeTheCommitmentValid(CommitmentFormat format) {
    ChannelFixture fixture = new ChannelFixture(format);
    CommitmentTx commitment = fixture.commitment(ChannelFixture.spec(483));
    CommitmentSignatures bobs = fixture.bob.signRemoteCommitment(commitment);
    assertThat(commitment.verify(bobs)).isEmpty();
    Signature alices = fixture.alice.signLocalCommitment(commitment);
    Map<OutPoint, TxOutput> funding =
        Map.of(fixture.params.fundingOutPoint(), fixture.params.fundingInput().output());
    Transaction signed = commitment.signed(alices, bobs.signature());
    BitcoinCheck.assertValid(signed, funding);
    BitcoinCheck.assertInvalid(commitment.signed(bobs.signature(), alices), funding);
    // 485 or more outputs need three bytes for their number where BOLT 3 counts one, and its figure
    // for anchors is 8 more than the sum of the parts. Signatures of 73 bytes have 71 or 72.
    long surplus = format.anchorsCost().isZero() ? 0 : 8;
    long expected = format.commitmentWeight(483) + 2 * 4 - surplus;
    assertThat(signed.weight()).isBetween(expected - 6, expected);
  }

  @ParameterizedTest
  @FieldSource("FORMATS")
  void theOpenerPaysForTheCommitmentOfTheOtherSide(CommitmentFormat format) {
    ChannelFixture fixture = new ChannelFixture(format);
    CommitmentSpec spec = ChannelFixture.spec(3);
    CommitmentTx commitment = fixture.bobsCommitment(spec);
    CommitmentSignatures alices = fixture.alice.signRemoteCommitment(commitment);
    assertThat(commitment.verify(alices)).isEmpty();
    Satoshi cost = CommitmentFees.openerCost(format, commitment.params().dustLimit(), spec);
    assertThat(commitment.output(CommitmentOutput.ToLocal.class).orElseThrow().output().amount())
        .isEqualTo(spec.toLocal().toSatoshi());
    assertThat(commitment.output(CommitmentOutput.ToRemote.class).orElseThrow().output().amount())
        .isEqualTo(spec.toRemote().toSatoshi().minus(cost));
    assertThat(fixture.params.obscuredCommitmentNumber().commitmentNumber(commitment.unsigned()))
        .hasValue(ChannelFixture.COMMITMENT_NUMBER);
    Signature bobs = fixture.bob.signLocalCommitment(commitment);
    BitcoinCheck.assertValid(
        commitment.signed(bobs, alices.signature()),
        Map.of(fixture.params.fundingOutPoint(), fixture.params.fundingInput().output()));
  }

  @ParameterizedTest
  @FieldSource("FORMATS")
  void anAnchorWithoutOutputBesideItIsLeftOut(CommitmentFormat format) {
    ChannelFixture fixture = new ChannelFixture(format);
    CommitmentSpec onlyAlice =
        new CommitmentSpec(
            new FeeratePerKw(1000),
            ChannelFixture.CAPACITY.toMilliSatoshi(),
            MilliSatoshi.ZERO,
            List.of());
    CommitmentTx commitment = fixture.commitment(onlyAlice);
    assertThat(commitment.output(CommitmentOutput.RemoteAnchor.class)).isEmpty();
    assertThat(commitment.output(CommitmentOutput.ToRemote.class)).isEmpty();
    assertThat(commitment.output(CommitmentOutput.LocalAnchor.class).isPresent())
        .isEqualTo(!format.anchorsCost().isZero());
  }

  @ParameterizedTest
  @FieldSource("FORMATS")
  void htlcTransactionsAreValid(CommitmentFormat format) {
    ChannelFixture fixture = new ChannelFixture(format);
    CommitmentTx commitment = fixture.commitment(ChannelFixture.spec(6));
    CommitmentSignatures bobs = fixture.bob.signRemoteCommitment(commitment);
    List<HtlcTx> htlcTxs = commitment.htlcTxs();
    for (int i = 0; i < htlcTxs.size(); i++) {
      HtlcTx htlcTx = htlcTxs.get(i);
      Signature bob = bobs.htlcSignatures().get(i);
      Signature alice = fixture.alice.signLocalHtlcTx(htlcTx, htlcTx.unsigned());
      Map<OutPoint, TxOutput> spent = spent(htlcTx);
      Transaction signed = htlcTx.signed(bob, alice, preimage(htlcTx));
      BitcoinCheck.assertValid(signed, spent);
      BitcoinCheck.assertInvalid(htlcTx.signed(alice, bob, preimage(htlcTx)), spent);
      long expected = format.htlcWeight(htlcTx.htlc().direction());
      assertThat(signed.weight()).isBetween(expected - 6, expected);
    }
  }

  @ParameterizedTest
  @FieldSource("FORMATS")
  void htlcSuccessNeedsThePreimage(CommitmentFormat format) {
    ChannelFixture fixture = new ChannelFixture(format);
    CommitmentTx commitment = fixture.commitment(ChannelFixture.spec(2));
    CommitmentSignatures bobs = fixture.bob.signRemoteCommitment(commitment);
    List<HtlcTx> htlcTxs = commitment.htlcTxs();
    for (int i = 0; i < htlcTxs.size(); i++) {
      HtlcTx htlcTx = htlcTxs.get(i);
      Signature bob = bobs.htlcSignatures().get(i);
      Signature alice = fixture.alice.signLocalHtlcTx(htlcTx, htlcTx.unsigned());
      Optional<PaymentPreimage> wrong = Optional.of(ChannelFixture.preimage(99));
      if (htlcTx.htlc().direction() == HtlcDirection.RECEIVED) {
        BitcoinCheck.assertInvalid(htlcTx.signed(bob, alice, wrong), spent(htlcTx));
        assertThatThrownBy(() -> htlcTx.signed(bob, alice, Optional.empty()))
            .isInstanceOf(IllegalArgumentException.class);
      } else {
        assertThatThrownBy(() -> htlcTx.signed(bob, alice, wrong))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("FORMATS")
  void htlcTransactionsTakeFeeInputsWithAnchorsOnly(CommitmentFormat format) {
    ChannelFixture fixture = new ChannelFixture(format);
    CommitmentTx commitment = fixture.commitment(ChannelFixture.spec(2));
    CommitmentSignatures bobs = fixture.bob.signRemoteCommitment(commitment);
    HtlcTx htlcTx = commitment.htlcTxs().get(0);
    PublicKey walletKey = Secp256k1.get().publicKey(WALLET_KEY);
    TxOutput coin = new TxOutput(Satoshi.of(10_000), ScriptTemplates.p2wpkh(walletKey));
    OutPoint coinAt = new OutPoint(new TxId(Bytes.fromHex("cd".repeat(32))), 0);
    List<TxInput> inputs = List.of(TxInput.unsigned(coinAt, 0));
    if (format.anchorsCost().isZero()) {
      assertThatThrownBy(() -> htlcTx.withFeeInputs(inputs, List.of()))
          .isInstanceOf(IllegalStateException.class);
      return;
    }
    TxOutput change = new TxOutput(Satoshi.of(8_000), coin.scriptPubKey());
    Transaction tx = htlcTx.withFeeInputs(inputs, List.of(change));
    Signature alice = fixture.alice.signLocalHtlcTx(htlcTx, tx);
    Bytes scriptCode = ScriptTemplates.p2pkh(Hash.hash160(walletKey.value()));
    Bytes hash = new SegwitSigHash(tx).hash(1, scriptCode, coin.amount(), SigHashType.ALL);
    Signature wallet = Secp256k1.get().sign(hash, WALLET_KEY);
    Transaction signed =
        tx.withWitness(0, htlcTx.witness(bobs.htlcSignatures().get(0), alice, preimage(htlcTx)))
            .withWitness(
                1, List.of(DerSignature.encode(wallet, SigHashType.ALL), walletKey.value()));
    Map<OutPoint, TxOutput> spent = new HashMap<>(spent(htlcTx));
    spent.put(coinAt, coin);
    BitcoinCheck.assertValid(signed, spent);
  }

  @ParameterizedTest
  @FieldSource("FORMATS")
  void wrongSignaturesAreNamed(CommitmentFormat format) {
    ChannelFixture fixture = new ChannelFixture(format);
    CommitmentTx commitment = fixture.commitment(ChannelFixture.spec(3));
    CommitmentSignatures right = fixture.bob.signRemoteCommitment(commitment);
    Signature wrong = right.htlcSignatures().get(0);
    assertThat(commitment.verify(new CommitmentSignatures(wrong, right.htlcSignatures())))
        .contains(new SignatureFault.InvalidCommitmentSignature(commitment.unsigned().txid()));
    assertThat(commitment.verify(new CommitmentSignatures(right.signature(), List.of(wrong))))
        .contains(new SignatureFault.WrongHtlcSignatureCount(3, 1));
    List<Signature> htlcSignatures = new ArrayList<>(right.htlcSignatures());
    htlcSignatures.set(2, wrong);
    HtlcTx third = commitment.htlcTxs().get(2);
    assertThat(commitment.verify(new CommitmentSignatures(right.signature(), htlcSignatures)))
        .contains(
            new SignatureFault.InvalidHtlcSignature(2, third.htlc().id(), third.unsigned().txid()));
  }

  @ParameterizedTest
  @FieldSource("FORMATS")
  void aSignerRefusesCommitmentsOfTheWrongSide(CommitmentFormat format) {
    ChannelFixture fixture = new ChannelFixture(format);
    CommitmentTx commitment = fixture.commitment(ChannelFixture.spec(0));
    assertThatThrownBy(() -> fixture.bob.signLocalCommitment(commitment))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> fixture.alice.signRemoteCommitment(commitment))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Optional<PaymentPreimage> preimage(HtlcTx htlcTx) {
    return htlcTx.htlc().direction() == HtlcDirection.RECEIVED
        ? Optional.of(ChannelFixture.preimage(htlcTx.htlc().id()))
        : Optional.empty();
  }

  private static Map<OutPoint, TxOutput> spent(HtlcTx htlcTx) {
    return Map.of(htlcTx.unsigned().inputs().get(0).outPoint(), htlcTx.spent());
  }
}
