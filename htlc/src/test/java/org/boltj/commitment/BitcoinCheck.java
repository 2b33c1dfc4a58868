package org.boltj.commitment;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.acinq.bitcoin.ScriptFlags;
import java.util.HashMap;
import java.util.Map;
import org.boltj.base.OutPoint;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;

/**
 * Runs our transactions through the script interpreter of bitcoin-kmp, which shares no code with
 * us.
 */
public final class BitcoinCheck {
  private BitcoinCheck() {}

  /** The standard rules of Bitcoin accept every input. */
  public static void assertValid(Transaction tx, Map<OutPoint, TxOutput> spent) {
    assertThatCode(() -> run(tx, spent)).doesNotThrowAnyException();
  }

  /** An input is refused. */
  public static void assertInvalid(Transaction tx, Map<OutPoint, TxOutput> spent) {
    assertThatThrownBy(() -> run(tx, spent)).isInstanceOf(Throwable.class);
  }

  private static void run(Transaction tx, Map<OutPoint, TxOutput> spent) {
    Map<fr.acinq.bitcoin.OutPoint, fr.acinq.bitcoin.TxOut> outputs = new HashMap<>();
    spent.forEach(
        (outPoint, output) ->
            outputs.put(
                new fr.acinq.bitcoin.OutPoint(
                    new fr.acinq.bitcoin.TxId(outPoint.txid().value().reversed().toArray()),
                    outPoint.index()),
                new fr.acinq.bitcoin.TxOut(
                    new fr.acinq.bitcoin.Satoshi(output.amount().sat()),
                    output.scriptPubKey().toArray())));
    fr.acinq.bitcoin.Transaction parsed =
        fr.acinq.bitcoin.Transaction.read(tx.serialize().toArray());
    fr.acinq.bitcoin.Transaction.correctlySpends(
        parsed, outputs, ScriptFlags.STANDARD_SCRIPT_VERIFY_FLAGS);
  }
}
