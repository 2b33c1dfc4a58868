package org.boltj.commitment;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.Satoshi;
import org.boltj.base.Signature;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;

/**
 * A transaction that brings outputs of closed channels to one script of ours, without signatures.
 *
 * @param spends one for each input, in their order
 */
public record SweepTx(List<OutputSpend> spends, Transaction unsigned) {
  public SweepTx {
    spends = List.copyOf(spends);
  }

  /**
   * Sweeps the outputs, or gives empty if less than dust would be left after the fee.
   *
   * @param destination the output script
   * @param feerate for the longest signatures, rounded up
   */
  public static Optional<SweepTx> build(
      List<OutputSpend> spends, Bytes destination, FeeratePerKw feerate) {
    Satoshi total = Satoshi.ZERO;
    long locktime = 0;
    for (OutputSpend spend : spends) {
      total = total.plus(spend.output().amount());
      locktime = Math.max(locktime, spend.locktime());
    }
    Satoshi rest = total.minusOrZero(feerate.feeRoundedUp(weight(spends, destination)));
    if (spends.isEmpty()
        || rest.isZero()
        || rest.isLessThan(ScriptTemplates.dustThreshold(destination))) {
      return Optional.empty();
    }
    List<TxInput> inputs = spends.stream().map(OutputSpend::unsignedInput).toList();
    Transaction unsigned =
        new Transaction(2, inputs, List.of(new TxOutput(rest, destination)), locktime);
    return Optional.of(new SweepTx(spends, unsigned));
  }

  /** The weight with the longest signatures: no signed transaction has more. */
  public static long weight(List<OutputSpend> spends, Bytes destination) {
    Transaction empty =
        new Transaction(
            2,
            spends.stream().map(OutputSpend::unsignedInput).toList(),
            List.of(new TxOutput(Satoshi.ZERO, destination)),
            0);
    return empty.weight() + 2 + spends.stream().mapToInt(OutputSpend::witnessWeight).sum();
  }

  /** What the transaction pays to miners. */
  public Satoshi fee() {
    long in = spends.stream().mapToLong(spend -> spend.output().amount().sat()).sum();
    return Satoshi.of(in).minus(unsigned.outputs().get(0).amount());
  }

  /**
   * The transaction ready to be published.
   *
   * @param signatures one for each input in their order, empty where {@link SpendKey.None} signs
   */
  public Transaction signed(List<Optional<Signature>> signatures) {
    if (signatures.size() != spends.size()) {
      throw new IllegalArgumentException(
          signatures.size() + " signatures for " + spends.size() + " inputs");
    }
    Transaction tx = unsigned;
    for (int i = 0; i < spends.size(); i++) {
      OutputSpend spend = spends.get(i);
      List<Bytes> witness =
          signatures.get(i).map(spend::witness).orElseGet(spend::witnessWithoutKey);
      tx = tx.withWitness(i, witness);
    }
    return tx;
  }
}
