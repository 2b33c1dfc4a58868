package org.boltj.wallet.bitcoind;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.function.Function;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.Satoshi;
import org.boltj.base.TxId;

/** Values in the answers of Bitcoin Core. What is none raises {@link RpcException}. */
final class RpcValues {
  private RpcValues() {}

  static BlockHash blockHash(JsonNode answer) throws RpcException {
    return value(answer, "block hash", text -> BlockHash.fromDisplay(text));
  }

  static TxId txid(JsonNode answer) throws RpcException {
    return value(answer, "txid", text -> TxId.fromDisplay(text));
  }

  static Bytes hex(JsonNode answer) throws RpcException {
    return value(answer, "hex", Bytes::fromHex);
  }

  /** Bitcoin Core writes amounts as decimal bitcoin. */
  static Satoshi satoshi(JsonNode answer) throws RpcException {
    BigDecimal bitcoin = answer.decimalValue();
    try {
      return Satoshi.of(bitcoin.movePointRight(8).longValueExact());
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw malformed("amount", answer, e);
    }
  }

  private static <T> T value(JsonNode answer, String what, Function<String, T> reading)
      throws RpcException {
    try {
      return reading.apply(answer.asText());
    } catch (IllegalArgumentException e) {
      throw malformed(what, answer, e);
    }
  }

  private static RpcException malformed(String what, JsonNode answer, Exception cause) {
    String text = answer.asText();
    return new RpcException(
        RpcException.Kind.MALFORMED,
        "this is no " + what + ": " + text.substring(0, Math.min(80, text.length())),
        cause);
  }
}
