package org.boltj.wallet.bitcoind;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON-RPC interface of Bitcoin Core. Safe for use by several threads; calls block. */
public final class BitcoinRpc {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /** One call of a batch; parameters are strings, numbers, booleans or lists of such. */
  public record Call(String method, List<Object> params) {
    public Call {
      params = List.copyOf(params);
    }

    public static Call of(String method, Object... params) {
      return new Call(method, List.of(params));
    }
  }

  private final URI address;
  private final RpcCredentials credentials;
  private final Duration timeout;
  private final HttpClient http;

  /**
   * A client; nothing is sent yet.
   *
   * @param address such as {@code http://127.0.0.1:8332}
   * @param timeout for each request, connecting included
   */
  public BitcoinRpc(URI address, RpcCredentials credentials, Duration timeout) {
    this.address = address;
    this.credentials = credentials;
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
  }

  /** Calls one method and gives its result, a JSON null included. */
  public JsonNode call(String method, Object... params) throws RpcException {
    Call call = Call.of(method, params);
    return result(call, post(request(call, 0)));
  }

  /** Calls several methods in one request; the first error fails them all. */
  public List<JsonNode> batch(List<Call> calls) throws RpcException {
    ArrayNode requests = JSON.createArrayNode();
    for (int i = 0; i < calls.size(); i++) {
      requests.add(request(calls.get(i), i));
    }
    JsonNode answers = post(requests);
    if (!answers.isArray() || answers.size() != calls.size()) {
      // Some servers answer a whole batch with one error.
      result(calls.get(0), answers);
      throw malformed("a batch of " + calls.size() + " got " + answers.size() + " answers", null);
    }
    List<JsonNode> results = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      results.add(result(calls.get(i), withId(answers, i)));
    }
    return results;
  }

  private JsonNode withId(JsonNode answers, int id) throws RpcException {
    for (JsonNode answer : answers) {
      if (answer.path("id").asInt(-1) == id) {
        return answer;
      }
    }
    throw malformed("the answer to call " + id + " of a batch is missing", null);
  }

  private static ObjectNode request(Call call, int id) {
    ObjectNode request = JSON.createObjectNode();
    request.put("jsonrpc", "1.0").put("id", id).put("method", call.method());
    return request.set("params", JSON.valueToTree(call.params()));
  }

  private JsonNode result(Call call, JsonNode answer) throws RpcException {
    JsonNode error = answer.path("error");
    if (error.isObject()) {
      String message = error.path("message").asText();
      throw new RpcException(error.path("code").asInt(), message);
    }
    if (!answer.has("result")) {
      throw malformed(call.method() + " got an answer without a result", null);
    }
    return answer.get("result");
  }

  private JsonNode post(JsonNode body) throws RpcException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(timeout)
            .header("Authorization", credentials.authorization())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    HttpResponse<String> response = send(request);
    switch (response.statusCode()) {
      case 401 ->
          throw new RpcException(
              RpcException.Kind.UNAUTHORIZED,
              "Bitcoin Core at " + address + " refuses the credentials: " + credentials.advice(),
              null);
      case 403 ->
          throw new RpcException(
              RpcException.Kind.UNAUTHORIZED,
              "Bitcoin Core at " + address + " refuses this host: see rpcallowip in bitcoin.conf",
              null);
      case 503 ->
          throw new RpcException(
              RpcException.Kind.UNREACHABLE,
              "Bitcoin Core at " + address + " is busy: its work queue is full",
              null);
      default -> {
        return parse(response);
      }
    }
  }

  private JsonNode parse(HttpResponse<String> response) throws RpcException {
    try {
      JsonNode answer = JSON.readTree(response.body());
      if (answer == null || answer.isMissingNode()) {
        throw malformed("HTTP " + response.statusCode() + " without content", null);
      }
      return answer;
    } catch (JsonProcessingException | NumberFormatException e) {
      // A number such as 1e9999999999 raises the latter.
      throw malformed("HTTP " + response.statusCode() + " with content that is not JSON", e);
    }
  }

  private RpcException malformed(String what, @Nullable Throwable cause) {
    return new RpcException(
        RpcException.Kind.MALFORMED,
        "whatever listens at " + address + " does not answer like Bitcoin Core: " + what,
        cause);
  }

  private HttpResponse<String> send(HttpRequest request) throws RpcException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (HttpTimeoutException e) {
      throw new RpcException(
          RpcException.Kind.UNREACHABLE,
          "Bitcoin Core at " + address + " does not answer within " + timeout.toMillis() + " ms",
          e);
    } catch (IOException e) {
      throw new RpcException(
          RpcException.Kind.UNREACHABLE,
          "Bitcoin Core at "
              + address
              + " cannot be reached: is it running, with server=1 and this"
              + " rpcport?",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RpcException(RpcException.Kind.UNREACHABLE, "interrupted", e);
    }
  }
}
