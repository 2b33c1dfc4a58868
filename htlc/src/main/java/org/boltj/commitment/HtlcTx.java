package org.boltj.commitment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.Satoshi;
import org.boltj.base.Signature;
import org.boltj.crypto.Secp256k1;
import org.boltj.keys.CommitmentKeys;
import org.boltj.tx.DerSignature;
import org.boltj.tx.SegwitSigHash;
import org.boltj.tx.SigHashType;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;

/**
 * HTLC-timeout for an offered HTLC or HTLC-success for a received one, without signatures (BOLT 3).
 * Only the holder of the commitment can publish it.
 *
 * @param spent the output of the commitment transaction that it spends
 * @param witnessScript of {@code spent}
 * @param outputWitnessScript of the one output, which is delayed and revocable as to_local is
 * @param toSelfDelay blocks that the output is delayed
 */
public record HtlcTx(
    CommitmentFormat format,
    CommitmentKeys keys,
    CommitmentHtlc htlc,
    Transaction unsigned,
    TxOutput spent,
    Bytes witnessScript,
    Bytes outputWitnessScript,
    int toSelfDelay) {

  static HtlcTx build(
      CommitmentTx commitment,
      CommitmentOutput.Htlc spent,
      Bytes outputWitnessScript,
      Bytes outputScriptPubKey) {
    CommitmentFormat format = commitment.params().format();
    CommitmentHtlc htlc = spent.htlc();
    Satoshi fee = format.htlcFee(htlc.direction(), commitment.spec().feerate());
    OutPoint outPoint = new OutPoint(commitment.unsigned().txid(), spent.index());
    long locktime =
        switch (htlc.direction()) {
          case OFFERED -> htlc.cltvExpiry().height();
          case RECEIVED -> 0;
        };
    Transaction unsigned =
        new Transaction(
            2,
            List.of(TxInput.unsigned(outPoint, format.htlcSequence())),
            List.of(new TxOutput(spent.output().amount().minus(fee), outputScriptPubKey)),
            locktime);
    return new HtlcTx(
        format,
        commitment.keys(),
        htlc,
        unsigned,
        spent.output(),
        spent.scriptCode(),
        outputWitnessScript,
        commitment.params().toSelfDelay());
  }

  /** What the counterparty signs with its htlc key. */
  public Bytes counterpartySigHash() {
    return sigHash(unsigned, 0, format.counterpartyHtlcSigHash());
  }

  /**
   * What the holder signs: all of a transaction to which inputs and outputs may have been added.
   *
   * @param tx spends the HTLC output at any place
   */
  public Bytes holderSigHash(Transaction tx) {
    return sigHash(tx, inputIndex(tx).orElseThrow(), SigHashType.ALL);
  }

  /** Which input of a transaction spends the HTLC output, if any. */
  public OptionalInt inputIndex(Transaction tx) {
    OutPoint outPoint = unsigned.inputs().get(0).outPoint();
    return IntStream.range(0, tx.inputs().size())
        .filter(i -> tx.inputs().get(i).outPoint().equals(outPoint))
        .findFirst();
  }

  private Bytes sigHash(Transaction tx, int inputIndex, SigHashType type) {
    return new SegwitSigHash(tx).hash(inputIndex, witnessScript, spent.amount(), type);
  }

  public boolean isSignedByCounterparty(Signature signature) {
    return Secp256k1.get().verify(signature, counterpartySigHash(), keys.counterpartyHtlcPubkey());
  }

  /**
   * The transaction with inputs that pay its fee, and outputs for their change, behind its own.
   *
   * @throws IllegalStateException in a format whose signatures do not allow that
   */
  public Transaction withFeeInputs(List<TxInput> inputs, List<TxOutput> outputs) {
    if (format.counterpartyHtlcSigHash() != SigHashType.SINGLE_ANYONECANPAY) {
      throw new IllegalStateException("HTLC transactions of " + format + " cannot be changed");
    }
    List<TxInput> allInputs = new ArrayList<>(unsigned.inputs());
    allInputs.addAll(inputs);
    List<TxOutput> allOutputs = new ArrayList<>(unsigned.outputs());
    allOutputs.addAll(outputs);
    return new Transaction(unsigned.version(), allInputs, allOutputs, unsigned.locktime());
  }

  /**
   * The witness of the first input.
   *
   * @param preimage for a received HTLC; empty for an offered one
   */
  public List<Bytes> witness(
      Signature counterparty, Signature holder, Optional<PaymentPreimage> preimage) {
    if (preimage.isPresent() != (htlc.direction() == HtlcDirection.RECEIVED)) {
      throw new IllegalArgumentException("HTLC-success needs the preimage, HTLC-timeout has none");
    }
    return List.of(
        Bytes.EMPTY,
        DerSignature.encode(counterparty, format.counterpartyHtlcSigHash()),
        DerSignature.encode(holder, SigHashType.ALL),
        preimage.map(PaymentPreimage::value).orElse(Bytes.EMPTY),
        witnessScript);
  }

  /** The transaction as it is, ready to be published; with anchors it still pays no fee. */
  public Transaction signed(
      Signature counterparty, Signature holder, Optional<PaymentPreimage> preimage) {
    return unsigned.withWitness(0, witness(counterparty, holder, preimage));
  }
}
