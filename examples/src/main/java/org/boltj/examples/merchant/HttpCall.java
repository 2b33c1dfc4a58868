package org.boltj.examples.merchant;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One request and its answer. */
final class HttpCall {
  static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Of a body, in bytes. */
  static final int MAX_BODY = 4096;

  private final HttpExchange exchange;

  HttpCall(HttpExchange exchange) {
    this.exchange = exchange;
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange
        .getResponseHeaders()
        .set("Content-Security-Policy", "default-src 'self'; img-src 'self' data:");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
  }

  String path() {
    return exchange.getRequestURI().getPath();
  }

  /** Where GET is possible HEAD is too (RFC 9110, 9.3.2). */
  void requireMethod(String method) throws HttpProblem {
    if (!exchange.getRequestMethod().equals(method) && !(isHead() && method.equals("GET"))) {
      throw HttpProblem.methodNotAllowed(method);
    }
  }

  /** A page of a name that suddenly leads to this machine may not call what only listens here. */
  void requireOwnHost() throws HttpProblem {
    String host = exchange.getRequestHeaders().getFirst("Host");
    if (host != null && !host.matches("(127\\.0\\.0\\.1|localhost)(:[0-9]+)?")) {
      throw HttpProblem.misdirected();
    }
  }

  /** The body, which must be one JSON object. */
  ObjectNode readObject() throws HttpProblem, IOException {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    // Pages of other sites cannot send this type here without being allowed to.
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      throw HttpProblem.notJson();
    }
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      throw HttpProblem.tooLarge(MAX_BODY);
    }
    try {
      JsonNode node = JSON.readTree(body);
      if (node instanceof ObjectNode object) {
        return object;
      }
      throw HttpProblem.badRequest("the body must be a JSON object");
    } catch (JsonProcessingException e) {
      throw HttpProblem.badRequest("the body is not JSON: " + e.getOriginalMessage());
    }
  }

  void header(String name, String value) {
    exchange.getResponseHeaders().set(name, value);
  }

  void answer(int status, JsonNode body) throws IOException {
    answer(status, "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
  }

  void answer(int status, String contentType, byte[] body) throws IOException {
    header("Content-Type", contentType);
    if (isHead()) {
      header("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  boolean isHead() {
    return exchange.getRequestMethod().equals("HEAD");
  }

  void answer(HttpProblem problem) throws IOException {
    problem.headers().forEach(this::header);
    ObjectNode body = JSON.createObjectNode();
    body.putObject("error").put("code", problem.code()).put("message", problem.getMessage());
    answer(problem.status(), body);
  }

  /** Begins an answer of unknown length. */
  OutputStream stream(String contentType) throws IOException {
    header("Content-Type", contentType);
    exchange.sendResponseHeaders(200, 0);
    return exchange.getResponseBody();
  }
}
