package org.boltj.commitment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.Signature;
import org.boltj.crypto.Secp256k1;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;

/**
 * A mutual close without signatures (BOLT 3, "Legacy Closing Transaction", "Closing Transaction").
 */
public record ClosingTx(FundingInput funding, Transaction unsigned) {
  /**
   * The outputs of a simple close, each with a signature of its own in {@code closing_complete}.
   */
  public enum Outputs {
    CLOSER_OUTPUT_ONLY,
    CLOSEE_OUTPUT_ONLY,
    CLOSER_AND_CLOSEE_OUTPUTS
  }

  private static final Comparator<TxOutput> BIP69 =
      Comparator.comparing(TxOutput::amount).thenComparing(TxOutput::scriptPubKey);

  /**
   * The transaction of {@code closing_signed}, or empty if the opener cannot pay the fee or no
   * output is left.
   *
   * @param dustLimit of the side that signs first: outputs below are left out
   */
  public static Optional<ClosingTx> legacy(
      FundingInput funding,
      ClosingShare local,
      ClosingShare remote,
      boolean localIsOpener,
      Satoshi fee,
      Satoshi dustLimit) {
    ClosingShare payer = localIsOpener ? local : remote;
    ClosingShare other = localIsOpener ? remote : local;
    if (payer.balance().toSatoshi().isLessThan(fee)) {
      return Optional.empty();
    }
    List<TxOutput> outputs = new ArrayList<>();
    addUnlessDust(outputs, payer, payer.balance().toSatoshi().minus(fee), dustLimit);
    addUnlessDust(outputs, other, other.balance().toSatoshi(), dustLimit);
    return build(funding, outputs, TxInput.FINAL_SEQUENCE, 0);
  }

  /**
   * The transactions that the peer may have signed in {@code closing_signed}, most likely first:
   * with the outputs that its dust limit leaves, with those that ours leaves, and without its own
   * output.
   */
  public static List<ClosingTx> legacyVariants(
      FundingInput funding,
      ClosingShare local,
      ClosingShare remote,
      boolean localIsOpener,
      Satoshi fee,
      Satoshi localDustLimit,
      Satoshi remoteDustLimit) {
    List<ClosingTx> variants = new ArrayList<>();
    legacy(funding, local, remote, localIsOpener, fee, remoteDustLimit).ifPresent(variants::add);
    legacy(funding, local, remote, localIsOpener, fee, localDustLimit).ifPresent(variants::add);
    for (ClosingTx variant : List.copyOf(variants)) {
      variant.without(remote.scriptPubKey()).ifPresent(variants::add);
    }
    return variants.stream().distinct().toList();
  }

  /**
   * The transaction of {@code closing_complete}, or empty if the closer cannot pay the fee.
   *
   * @param fee {@code fee_satoshis}, paid by the closer
   * @param locktime as in the message
   */
  public static Optional<ClosingTx> simple(
      FundingInput funding,
      ClosingShare closer,
      ClosingShare closee,
      Satoshi fee,
      long locktime,
      Outputs which) {
    Satoshi closerBalance = closer.balance().toSatoshi();
    if (closerBalance.isLessThan(fee)) {
      return Optional.empty();
    }
    List<TxOutput> outputs = new ArrayList<>();
    if (which != Outputs.CLOSEE_OUTPUT_ONLY) {
      outputs.add(simpleOutput(closer, closerBalance.minus(fee)));
    }
    if (which != Outputs.CLOSER_OUTPUT_ONLY) {
      outputs.add(simpleOutput(closee, closee.balance().toSatoshi()));
    }
    return build(funding, outputs, TxInput.REPLACEABLE_SEQUENCE, locktime);
  }

  private static TxOutput simpleOutput(ClosingShare share, Satoshi amount) {
    boolean burns = ScriptTemplates.isOpReturn(share.scriptPubKey());
    return new TxOutput(burns ? Satoshi.ZERO : amount, share.scriptPubKey());
  }

  private static void addUnlessDust(
      List<TxOutput> outputs, ClosingShare share, Satoshi amount, Satoshi dustLimit) {
    if (!amount.isLessThan(dustLimit)) {
      outputs.add(new TxOutput(amount, share.scriptPubKey()));
    }
  }

  private static Optional<ClosingTx> build(
      FundingInput funding, List<TxOutput> outputs, long sequence, long locktime) {
    if (outputs.isEmpty()) {
      return Optional.empty();
    }
    List<TxOutput> sorted = outputs.stream().sorted(BIP69).toList();
    TxInput input = TxInput.unsigned(funding.outPoint(), sequence);
    return Optional.of(
        new ClosingTx(funding, new Transaction(2, List.of(input), sorted, locktime)));
  }

  /**
   * This transaction without the outputs of that script, or empty if nothing changes or is left.
   */
  private Optional<ClosingTx> without(Bytes scriptPubKey) {
    List<TxOutput> left =
        unsigned.outputs().stream().filter(o -> !o.scriptPubKey().equals(scriptPubKey)).toList();
    return left.size() == unsigned.outputs().size()
        ? Optional.empty()
        : build(funding, left, unsigned.inputs().get(0).sequence(), unsigned.locktime());
  }

  /** What both sides sign with their funding keys. */
  public Bytes sigHash() {
    return funding.sigHash(unsigned);
  }

  /** Whether the signature is by the owner of that funding key. */
  public boolean isSignedBy(PublicKey fundingPubkey, Signature signature) {
    return Secp256k1.get().verify(signature, sigHash(), fundingPubkey);
  }

  /** The expected weight with both signatures, from which a fee is calculated. */
  public long weight() {
    return unsigned.weight() + 2 + FundingScript.WITNESS_SIZE;
  }

  /** What the transaction pays to miners. */
  public Satoshi fee() {
    long paid = unsigned.outputs().stream().mapToLong(output -> output.amount().sat()).sum();
    return funding.capacity().minus(Satoshi.of(paid));
  }

  /** The transaction ready to be published; {@code signature} is by {@code fundingPubkey}. */
  public Transaction signed(PublicKey fundingPubkey, Signature signature, Signature other) {
    return unsigned.withWitness(0, funding.script().witness(fundingPubkey, signature, other));
  }
}
