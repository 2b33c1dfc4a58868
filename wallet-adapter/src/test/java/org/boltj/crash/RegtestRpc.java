package org.boltj.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.TxId;
import org.boltj.codec.DecodeException;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;
import org.boltj.wallet.regtest.Block;
import org.boltj.wallet.regtest.RegtestChain;
import org.boltj.wallet.regtest.SubmitResult;

/**
 * An embedded chain behind those JSON-RPC calls of Bitcoin Core that boltj makes, so that a node in
 * another process follows it as it would follow Bitcoin Core.
 */
final class RegtestRpc implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int OUT_OF_RANGE = -8;
  private static final int REJECTED = -26;

  private final RegtestChain chain;
  private final HttpServer server;

  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final int code;

    private Refused(int code, String message) {
      super(message);
      this.code = code;
    }
  }

  RegtestRpc(RegtestChain chain) throws IOException {
    this.chain = chain;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private void answer(HttpExchange exchange) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
    JsonNode answer;
    if (request.isArray()) {
      ArrayNode all = JSON.createArrayNode();
      request.forEach(call -> all.add(answer(call)));
      answer = all;
    } else {
      answer = answer(request);
    }
    byte[] body = answer.toString().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private ObjectNode answer(JsonNode call) {
    ObjectNode answer = JSON.createObjectNode();
    answer.set("id", call.get("id"));
    try {
      answer.set("result", result(call.path("method").asText(), call.path("params")));
      answer.putNull("error");
    } catch (Refused refused) {
      answer.putNull("result");
      answer.putObject("error").put("code", refused.code).put("message", refused.getMessage());
    }
    return answer;
  }

  private JsonNode result(String method, JsonNode params) throws Refused {
    return switch (method) {
      case "getblockcount" -> JSON.valueToTree(chain.height());
      case "getbestblockhash" -> text(chain.tip().hash());
      case "getblockhash" -> text(block(params.get(0).asInt()).hash());
      case "getblock" -> block(params.get(0).asText(), params.get(1).asBoolean());
      case "gettxout" -> output(params.get(0).asText(), params.get(1).asLong());
      case "getrawmempool" ->
          JSON.valueToTree(chain.mempool().stream().map(tx -> tx.txid().toString()).toList());
      case "getrawtransaction" ->
          text(
              chain
                  .transaction(TxId.fromDisplay(params.get(0).asText()))
                  .orElseThrow(() -> new Refused(-5, "no such transaction"))
                  .serialize()
                  .toHex());
      case "sendrawtransaction" -> submit(params.get(0).asText());
      case "estimatesmartfee" ->
          JSON.createObjectNode().put("feerate", new BigDecimal("0.00001012"));
      case "getmempoolinfo" ->
          JSON.createObjectNode().put("mempoolminfee", new BigDecimal("0.00001"));
      default -> throw new Refused(-32601, "no method " + method);
    };
  }

  private static JsonNode text(Object value) {
    return JSON.valueToTree(value.toString());
  }

  private Block block(int height) throws Refused {
    if (height < 0 || height > chain.height()) {
      throw new Refused(OUT_OF_RANGE, "Block height out of range");
    }
    return chain.block(height);
  }

  private JsonNode block(String hash, boolean listed) throws Refused {
    for (int height = chain.height(); height >= 0; height--) {
      Block block = chain.block(height);
      if (block.hash().toString().equals(hash)) {
        ObjectNode list = JSON.createObjectNode();
        ArrayNode txids = list.putArray("tx");
        block.transactions().forEach(tx -> txids.add(tx.txid().toString()));
        return listed ? list : text(block.encode().toHex());
      }
    }
    throw new Refused(-5, "Block not found");
  }

  private JsonNode output(String txid, long index) {
    return chain
        .unspent(new OutPoint(TxId.fromDisplay(txid), index))
        .map(RegtestRpc::output)
        .orElseGet(JSON::nullNode);
  }

  private static JsonNode output(TxOutput output) {
    ObjectNode node = JSON.createObjectNode();
    node.put("value", BigDecimal.valueOf(output.amount().sat(), 8));
    node.putObject("scriptPubKey").put("hex", output.scriptPubKey().toHex());
    return node;
  }

  private JsonNode submit(String hex) throws Refused {
    try {
      Transaction tx = Transaction.parse(Bytes.fromHex(hex));
      SubmitResult result = chain.submit(tx);
      if (result instanceof SubmitResult.Refused refused) {
        throw new Refused(REJECTED, String.valueOf(refused.refusal()));
      }
      return text(tx.txid());
    } catch (DecodeException e) {
      throw new Refused(-22, "TX decode failed");
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
