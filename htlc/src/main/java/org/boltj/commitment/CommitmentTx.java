package org.boltj.commitment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.Signature;
import org.boltj.crypto.AllCores;
import org.boltj.crypto.Secp256k1;
import org.boltj.keys.CommitmentKeys;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;

/**
 * A commitment transaction without signatures, and what each of its outputs is.
 *
 * @param commitmentNumber 0 for the first commitment of the holder
 * @param outputs in the order of the transaction
 */
public record CommitmentTx(
    CommitmentParams params,
    long commitmentNumber,
    CommitmentKeys keys,
    CommitmentSpec spec,
    Transaction unsigned,
    List<CommitmentOutput> outputs) {

  public CommitmentTx {
    outputs = List.copyOf(outputs);
  }

  /**
   * Builds the commitment transaction of BOLT 3.
   *
   * <p>The opener's balance should pay {@link CommitmentFees#openerCost}, as BOLT 2 asks. If it
   * does not, its output is left out, and with anchors the outputs may be more than the capacity.
   *
   * @param perCommitmentPoint of the holder for this commitment; must be on the curve
   */
  public static CommitmentTx build(
      CommitmentParams params,
      long commitmentNumber,
      PublicKey perCommitmentPoint,
      CommitmentSpec spec) {
    CommitmentKeys keys =
        CommitmentKeys.derive(params.holder(), params.counterparty(), perCommitmentPoint);
    return build(params, commitmentNumber, keys, spec);
  }

  /** Builds the transaction from keys that were derived before. */
  public static CommitmentTx build(
      CommitmentParams params, long commitmentNumber, CommitmentKeys keys, CommitmentSpec spec) {
    return new CommitmentBuilder(params, keys, spec).build(commitmentNumber);
  }

  /** What both sides sign with their funding keys. */
  public Bytes sigHash() {
    return params.fundingInput().sigHash(unsigned);
  }

  /** The HTLC transactions of all HTLC outputs in their order: that of {@code htlc_signature}. */
  public List<HtlcTx> htlcTxs() {
    Bytes outputScript =
        CommitmentScripts.toLocal(
            keys.revocationPubkey(), params.toSelfDelay(), keys.delayedPubkey());
    Bytes outputScriptPubKey = ScriptTemplates.p2wsh(outputScript);
    List<HtlcTx> txs = new ArrayList<>();
    for (CommitmentOutput output : outputs) {
      if (output instanceof CommitmentOutput.Htlc htlc) {
        txs.add(HtlcTx.build(this, htlc, outputScript, outputScriptPubKey));
      }
    }
    return txs;
  }

  /** Checks what the counterparty sent in {@code commitment_signed}; empty when all is right. */
  public Optional<SignatureFault> verify(CommitmentSignatures signatures) {
    List<HtlcTx> htlcTxs = htlcTxs();
    List<Signature> htlcSignatures = signatures.htlcSignatures();
    if (htlcTxs.size() != htlcSignatures.size()) {
      return Optional.of(
          new SignatureFault.WrongHtlcSignatureCount(htlcTxs.size(), htlcSignatures.size()));
    }
    if (!isSignedByCounterparty(signatures.signature())) {
      return Optional.of(new SignatureFault.InvalidCommitmentSignature(unsigned.txid()));
    }
    List<Integer> all = IntStream.range(0, htlcTxs.size()).boxed().toList();
    int wrong =
        AllCores.map(all, i -> htlcTxs.get(i).isSignedByCounterparty(htlcSignatures.get(i)))
            .indexOf(false);
    return wrong < 0
        ? Optional.empty()
        : Optional.of(
            new SignatureFault.InvalidHtlcSignature(
                wrong, htlcTxs.get(wrong).htlc().id(), htlcTxs.get(wrong).unsigned().txid()));
  }

  /** Whether the signature is the counterparty's for this transaction. */
  public boolean isSignedByCounterparty(Signature signature) {
    return Secp256k1.get().verify(signature, sigHash(), params.counterparty().fundingPubkey());
  }

  /** The transaction ready to be published. */
  public Transaction signed(Signature holder, Signature counterparty) {
    return unsigned.withWitness(
        0,
        params
            .fundingInput()
            .script()
            .witness(params.holder().fundingPubkey(), holder, counterparty));
  }

  /**
   * What the transaction pays to miners: the base fee, and all that was trimmed or rounded.
   *
   * @throws IllegalArgumentException if the opener's balance does not pay for the anchors
   */
  public Satoshi fee() {
    Satoshi paid = Satoshi.ZERO;
    for (TxOutput output : unsigned.outputs()) {
      paid = paid.plus(output.amount());
    }
    return params.capacity().minus(paid);
  }

  /** The only output of that kind, or empty if it was trimmed. */
  public <T extends CommitmentOutput> Optional<T> output(Class<T> kind) {
    return outputs.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  /** The HTLC outputs in the order of the transaction. */
  public List<CommitmentOutput.Htlc> htlcOutputs() {
    return outputs.stream()
        .filter(CommitmentOutput.Htlc.class::isInstance)
        .map(CommitmentOutput.Htlc.class::cast)
        .toList();
  }
}
