package org.boltj.commitment;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.PublicKey;
import org.boltj.keys.CommitmentKeys;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;

/** How the outputs of a commitment that is not revoked are claimed (BOLT 5). */
public final class CommitmentSpends {
  private CommitmentSpends() {}

  /** The holder's to_local, after to_self_delay blocks. */
  public static Optional<OutputSpend> toLocal(CommitmentTx commitment) {
    return commitment
        .output(CommitmentOutput.ToLocal.class)
        .map(
            output ->
                delayed(
                    outPoint(commitment, output),
                    output.output(),
                    output.scriptCode(),
                    commitment.params().toSelfDelay(),
                    commitment.keys().perCommitmentPoint()));
  }

  /** The holder's to_local of a commitment that we cannot rebuild, if it has one. */
  public static Optional<OutputSpend> toLocal(
      Transaction commitment, CommitmentKeys keys, int toSelfDelay) {
    Bytes script =
        CommitmentScripts.toLocal(keys.revocationPubkey(), toSelfDelay, keys.delayedPubkey());
    Bytes scriptPubKey = ScriptTemplates.p2wsh(script);
    for (int i = 0; i < commitment.outputs().size(); i++) {
      TxOutput output = commitment.outputs().get(i);
      if (output.scriptPubKey().equals(scriptPubKey)) {
        return Optional.of(
            delayed(
                commitment.outPoint(i), output, script, toSelfDelay, keys.perCommitmentPoint()));
      }
    }
    return Optional.empty();
  }

  /**
   * The output of the holder's HTLC transaction, after to_self_delay blocks.
   *
   * @param published the transaction as it confirmed, perhaps with more inputs and outputs
   * @param index where the output is; that of the input (SIGHASH_SINGLE)
   */
  public static OutputSpend secondStage(HtlcTx htlcTx, Transaction published, int index) {
    return delayed(
        published.outPoint(index),
        published.outputs().get(index),
        htlcTx.outputWitnessScript(),
        htlcTx.toSelfDelay(),
        htlcTx.keys().perCommitmentPoint());
  }

  private static OutputSpend delayed(
      OutPoint outPoint, TxOutput output, Bytes script, int delay, PublicKey perCommitmentPoint) {
    return new OutputSpend(
        outPoint,
        output,
        script,
        delay,
        0,
        new SpendKey.Delayed(perCommitmentPoint),
        List.of(Bytes.EMPTY, script));
  }

  /** The counterparty's to_remote. */
  public static Optional<OutputSpend> toRemote(CommitmentTx commitment) {
    return commitment
        .output(CommitmentOutput.ToRemote.class)
        .map(
            output ->
                toRemote(
                    commitment.params().format(),
                    commitment.keys().counterpartyPaymentPubkey(),
                    outPoint(commitment, output),
                    output.output()));
  }

  /** The counterparty's to_remote of any commitment, even of one that we cannot rebuild. */
  public static OutputSpend toRemote(
      CommitmentFormat format, PublicKey paymentBasepoint, OutPoint outPoint, TxOutput output) {
    return new OutputSpend(
        outPoint,
        output,
        format.toRemoteScriptCode(paymentBasepoint),
        format.toRemoteClaimSequence(),
        0,
        new SpendKey.Payment(),
        format.toRemoteWitnessTail(paymentBasepoint));
  }

  /** The counterparty takes an HTLC that the holder offered, with the preimage. */
  public static OutputSpend htlcByPreimage(
      CommitmentTx commitment, CommitmentOutput.OfferedHtlc output, PaymentPreimage preimage) {
    return htlc(commitment, output, 0, preimage.value());
  }

  /** The counterparty takes back an HTLC that it offered to the holder, after cltv_expiry. */
  public static OutputSpend htlcByTimeout(
      CommitmentTx commitment, CommitmentOutput.ReceivedHtlc output) {
    return htlc(commitment, output, output.htlc().cltvExpiry().height(), Bytes.EMPTY);
  }

  private static OutputSpend htlc(
      CommitmentTx commitment, CommitmentOutput.Htlc output, long locktime, Bytes item) {
    return new OutputSpend(
        outPoint(commitment, output),
        output.output(),
        output.scriptCode(),
        commitment.params().format().htlcClaimSequence(),
        locktime,
        new SpendKey.Htlc(commitment.keys().perCommitmentPoint()),
        List.of(item, output.scriptCode()));
  }

  /** The holder's own anchor. */
  public static Optional<OutputSpend> localAnchor(CommitmentTx commitment) {
    return commitment
        .output(CommitmentOutput.LocalAnchor.class)
        .map(output -> anchor(commitment, output));
  }

  /** The counterparty's own anchor. */
  public static Optional<OutputSpend> remoteAnchor(CommitmentTx commitment) {
    return commitment
        .output(CommitmentOutput.RemoteAnchor.class)
        .map(output -> anchor(commitment, output));
  }

  private static OutputSpend anchor(CommitmentTx commitment, CommitmentOutput output) {
    return new OutputSpend(
        outPoint(commitment, output),
        output.output(),
        output.scriptCode(),
        TxInput.REPLACEABLE_SEQUENCE,
        0,
        new SpendKey.Funding(),
        List.of(output.scriptCode()));
  }

  /** An anchor of either side, by anyone, 16 blocks after the commitment confirmed. */
  public static OutputSpend anchorByAnyone(
      OutPoint outPoint, TxOutput output, PublicKey fundingPubkey) {
    Bytes script = CommitmentScripts.anchor(fundingPubkey);
    return new OutputSpend(
        outPoint,
        output,
        script,
        CommitmentScripts.ANCHOR_DELAY,
        0,
        new SpendKey.None(),
        List.of(Bytes.EMPTY, script));
  }

  private static OutPoint outPoint(CommitmentTx commitment, CommitmentOutput output) {
    return new OutPoint(commitment.unsigned().txid(), output.index());
  }
}
