package org.boltj.wallet.funds;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.boltj.base.Bytes;
import org.boltj.base.Satoshi;
import org.boltj.port.CompletionRequest;
import org.boltj.port.GivenInput;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;

/** Puts together and signs what a request gives and what coin selection adds. */
final class TransactionBuilder {
  /** Version, lock time, counts, segwit marker and flag; room for counts of three bytes. */
  private static final int FRAME_WEIGHT = 4 * (8 + 3 + 3) + 2;

  private TransactionBuilder() {}

  static CoinSelection.Need need(CompletionRequest request) {
    long out = request.outputs().stream().mapToLong(output -> output.amount().sat()).sum();
    long in = request.inputs().stream().mapToLong(input -> input.spent().amount().sat()).sum();
    long weight = FRAME_WEIGHT;
    for (GivenInput input : request.inputs()) {
      weight += 4L * 41 + input.witnessWeight();
    }
    for (TxOutput output : request.outputs()) {
      weight += output.weight();
    }
    return new CoinSelection.Need(
        out - in, weight, whole -> fee(request, whole), request.outputs().isEmpty());
  }

  /** The child alone reaches the feerate, and so do parents and child together. */
  private static long fee(CompletionRequest request, long weight) {
    long alone = request.feerate().feeRoundedUp(weight).sat();
    long together = request.feerate().feeRoundedUp(weight + request.parentWeight()).sat();
    return Math.max(alone, together - request.parentFee().sat());
  }

  static Transaction build(
      CompletionRequest request, CoinSelection selection, Supplier<Bytes> changeScript) {
    List<TxInput> inputs = new ArrayList<>();
    List<TxOutput> spent = new ArrayList<>();
    for (GivenInput input : request.inputs()) {
      inputs.add(TxInput.unsigned(input.outPoint(), input.sequence()));
      spent.add(input.spent());
    }
    for (WalletCoin coin : selection.coins()) {
      inputs.add(TxInput.unsigned(coin.outPoint(), TxInput.REPLACEABLE_SEQUENCE));
      spent.add(coin.output());
    }
    List<TxOutput> outputs = new ArrayList<>(request.outputs());
    if (selection.changeSat() > 0) {
      outputs.add(new TxOutput(Satoshi.of(selection.changeSat()), changeScript.get()));
    }
    Transaction unsigned = new Transaction(2, inputs, outputs, request.locktime());
    return sign(unsigned, spent, request, selection);
  }

  private static Transaction sign(
      Transaction unsigned,
      List<TxOutput> spent,
      CompletionRequest request,
      CoinSelection selection) {
    Transaction signed = unsigned;
    int given = request.inputs().size();
    for (int i = 0; i < given; i++) {
      signed = signed.withWitness(i, request.witnesses().witness(unsigned, spent, i));
    }
    for (int i = 0; i < selection.coins().size(); i++) {
      WalletCoin coin = selection.coins().get(i);
      List<Bytes> witness = coin.key().witness(unsigned, given + i, coin.output().amount());
      signed = signed.withWitness(given + i, witness);
    }
    return signed;
  }
}
