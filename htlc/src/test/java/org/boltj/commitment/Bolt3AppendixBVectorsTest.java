package org.boltj.commitment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.base.VectorFile;
import org.boltj.codec.DecodeException;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** BOLT 3, Appendix B: the funding script and transaction. */
@Tag("vectors")
class Bolt3AppendixBVectorsTest {
  private static final JsonNode VECTOR = VectorFile.read("bolt3-appendix-b.json");

  private static String text(String name) {
    return VECTOR.get(name).textValue();
  }

  private static FundingScript fundingScript() {
    return FundingScript.of(
        PublicKey.fromHex(text("remoteFundingPubkey")),
        PublicKey.fromHex(text("localFundingPubkey")));
  }

  @Test
  void fundingWitnessScript() {
    assertThat(fundingScript().witnessScript()).hasToString(text("fundingWitnessScript"));
  }

  @Test
  void fundingTransaction() throws DecodeException {
    Transaction tx = Transaction.parse(Bytes.fromHex(text("fundingTx")));
    assertThat(tx.serialize()).hasToString(text("fundingTx"));
    assertThat(tx.txid()).hasToString(text("fundingTxid"));
    TxOutput funding = tx.outputs().get(VECTOR.get("fundingOutput").intValue());
    assertThat(funding.scriptPubKey()).isEqualTo(fundingScript().scriptPubKey());
    assertThat(funding.amount().sat()).isEqualTo(VECTOR.get("fundingSat").longValue());
    assertThat(tx.outputs().get(1).amount().sat()).isEqualTo(VECTOR.get("changeSat").longValue());
    assertThat(tx.inputs().get(0).outPoint().txid()).hasToString(text("inputTxid"));
  }

  @Test
  void fundingTransactionSpendsTheCoinbase() throws DecodeException {
    Transaction tx = Transaction.parse(Bytes.fromHex(text("fundingTx")));
    Transaction coinbase = Transaction.parse(Bytes.fromHex(text("coinbaseTx")));
    assertThat(coinbase.txid()).hasToString(text("inputTxid"));
    BitcoinCheck.assertValid(tx, Map.of(coinbase.outPoint(0), coinbase.outputs().get(0)));
  }
}
