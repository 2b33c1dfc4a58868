package org.boltj.examples.merchant;

import java.util.Map;

/** A request that cannot be served; the answer is JSON that says why. */
final class HttpProblem extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Map<String, String> headers;

  private HttpProblem(int status, String code, String message, Map<String, String> headers) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }

  static HttpProblem badRequest(String message) {
    return new HttpProblem(400, "bad_request", message, Map.of());
  }

  static HttpProblem notFound(String message) {
    return new HttpProblem(404, "not_found", message, Map.of());
  }

  static HttpProblem methodNotAllowed(String allowed) {
    return new HttpProblem(
        405,
        "method_not_allowed",
        "only " + allowed + " is possible here",
        Map.of("Allow", allowed));
  }

  static HttpProblem paymentFailed(String message) {
    return new HttpProblem(409, "payment_failed", message, Map.of());
  }

  static HttpProblem tooLarge(int limit) {
    return new HttpProblem(
        413, "too_large", "a body may have " + limit + " bytes", Map.of("Connection", "close"));
  }

  static HttpProblem notJson() {
    return new HttpProblem(
        415, "unsupported_media_type", "the Content-Type must be application/json", Map.of());
  }

  static HttpProblem misdirected() {
    return new HttpProblem(
        421, "misdirected_request", "the shop is at 127.0.0.1 and localhost only", Map.of());
  }

  static HttpProblem internal() {
    return new HttpProblem(500, "internal_error", "the server has a problem", Map.of());
  }

  static HttpProblem busy(String message) {
    return new HttpProblem(503, "busy", message, Map.of("Retry-After", "5"));
  }

  int status() {
    return status;
  }

  /** For programs. */
  String code() {
    return code;
  }

  /** That the answer carries beside the usual ones. */
  Map<String, String> headers() {
    return headers;
  }
}
