package org.boltj.commitment;

import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.PrivateKey;
import org.boltj.keys.CommitmentKeys;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;

/** How the counterparty takes the outputs of a commitment that its holder revoked (BOLT 5). */
public final class PenaltySpends {
  private static final Bytes ONE = Bytes.of((byte) 1);

  private PenaltySpends() {}

  /** The holder's to_local of a revoked commitment. */
  public static OutputSpend toLocal(
      CommitmentTx commitment, CommitmentOutput.ToLocal output, PrivateKey perCommitmentSecret) {
    return revoked(
        new OutPoint(commitment.unsigned().txid(), output.index()),
        output.output(),
        output.scriptCode(),
        perCommitmentSecret,
        ONE);
  }

  /** An HTLC output of a revoked commitment, of either direction. */
  public static OutputSpend htlc(
      CommitmentTx commitment, CommitmentOutput.Htlc output, PrivateKey perCommitmentSecret) {
    return revoked(
        new OutPoint(commitment.unsigned().txid(), output.index()),
        output.output(),
        output.scriptCode(),
        perCommitmentSecret,
        commitment.keys().revocationPubkey().value());
  }

  /**
   * An HTLC output of a revoked commitment that cannot be rebuilt, because only what its scripts
   * are made of is remembered.
   *
   * @param script the witness script
   * @param keys of the revoked commitment
   */
  public static OutputSpend htlc(
      OutPoint outPoint,
      TxOutput output,
      Bytes script,
      CommitmentKeys keys,
      PrivateKey perCommitmentSecret) {
    return revoked(outPoint, output, script, perCommitmentSecret, keys.revocationPubkey().value());
  }

  /**
   * An output of an HTLC transaction that the holder published on a revoked commitment.
   *
   * @param published may spend several HTLC outputs at once and hold foreign inputs and outputs
   * @param toSelfDelay blocks that the holder would wait
   */
  public static OutputSpend secondStage(
      Transaction published,
      int outputIndex,
      CommitmentKeys keys,
      int toSelfDelay,
      PrivateKey perCommitmentSecret) {
    Bytes script =
        CommitmentScripts.toLocal(keys.revocationPubkey(), toSelfDelay, keys.delayedPubkey());
    return revoked(
        published.outPoint(outputIndex),
        published.outputs().get(outputIndex),
        script,
        perCommitmentSecret,
        ONE);
  }

  private static OutputSpend revoked(
      OutPoint outPoint, TxOutput output, Bytes script, PrivateKey secret, Bytes item) {
    return new OutputSpend(
        outPoint,
        output,
        script,
        TxInput.REPLACEABLE_SEQUENCE,
        0,
        new SpendKey.Revocation(secret),
        List.of(item, script));
  }
}
