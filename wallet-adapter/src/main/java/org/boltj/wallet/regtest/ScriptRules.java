package org.boltj.wallet.regtest;

import fr.acinq.bitcoin.ByteVector;
import fr.acinq.bitcoin.OutPoint;
import fr.acinq.bitcoin.Satoshi;
import fr.acinq.bitcoin.ScriptFlags;
import fr.acinq.bitcoin.TxHash;
import fr.acinq.bitcoin.TxOut;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;

/**
 * Runs the scripts of all inputs in the interpreter of bitcoin-kmp, which shares no code with what
 * built the transaction.
 */
final class ScriptRules {
  /** What blocks must keep since taproot. */
  private static final int CONSENSUS =
      ScriptFlags.MANDATORY_SCRIPT_VERIFY_FLAGS
          | ScriptFlags.SCRIPT_VERIFY_DERSIG
          | ScriptFlags.SCRIPT_VERIFY_NULLDUMMY
          | ScriptFlags.SCRIPT_VERIFY_CHECKLOCKTIMEVERIFY
          | ScriptFlags.SCRIPT_VERIFY_CHECKSEQUENCEVERIFY
          | ScriptFlags.SCRIPT_VERIFY_WITNESS
          | ScriptFlags.SCRIPT_VERIFY_TAPROOT;

  private ScriptRules() {}

  /** With the flags of relay, which are stricter than those of blocks. */
  static Optional<Refusal> standard(Transaction tx, CoinView coins) {
    Optional<String> failure = failure(tx, coins, ScriptFlags.STANDARD_SCRIPT_VERIFY_FLAGS);
    if (failure.isEmpty()) {
      return Optional.empty();
    }
    RefusalReason reason =
        failure(tx, coins, CONSENSUS).isPresent()
            ? RefusalReason.MANDATORY_SCRIPT
            : RefusalReason.NON_MANDATORY_SCRIPT;
    return Refusal.of(reason, failure.get());
  }

  /** With the flags of blocks. */
  static Optional<Refusal> consensus(Transaction tx, CoinView coins) {
    return failure(tx, coins, CONSENSUS)
        .flatMap(text -> Refusal.of(RefusalReason.MANDATORY_SCRIPT, text));
  }

  // The interpreter throws whatever its parts throw, down to array bounds; all of it means "no".
  @SuppressWarnings("CatchingUnchecked")
  private static Optional<String> failure(Transaction tx, CoinView coins, int flags) {
    Map<OutPoint, TxOut> spent = new HashMap<>();
    for (TxInput input : tx.inputs()) {
      Coin coin = coins.coin(input.outPoint());
      if (coin == null) {
        throw new IllegalStateException("no coin for " + input.outPoint());
      }
      byte[] txid = input.outPoint().txid().value().toArray();
      spent.put(
          new OutPoint(new TxHash(txid), input.outPoint().index()),
          new TxOut(
              new Satoshi(coin.sat()), new ByteVector(coin.output().scriptPubKey().toArray())));
    }
    try {
      fr.acinq.bitcoin.Transaction.read(tx.serialize().toArray()).correctlySpends(spent, flags);
      return Optional.empty();
    } catch (Exception | AssertionError e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
