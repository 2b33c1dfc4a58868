package org.boltj.examples;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.boltj.base.MilliSatoshi;
import org.boltj.examples.merchant.MerchantServer;
import org.boltj.invoice.Invoice;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** A shop can be run on the endpoint: invoices, QR codes, payments that arrive, clear refusals. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class MerchantEndpointTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static Town town;
  private static final Set<String> REFUSED = ConcurrentHashMap.newKeySet();
  private static final BlockingQueue<JsonNode> TOLD = new LinkedBlockingQueue<>();
  private static MerchantServer server;
  private static HttpServer hook;

  @BeforeAll
  static void open() throws Exception {
    town = MerchantEndpoint.openTown();
    hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hook.createContext("/paid", MerchantEndpointTest::hear);
    hook.start();
    URI told = URI.create("http://127.0.0.1:" + hook.getAddress().getPort() + "/paid");
    server = MerchantEndpoint.serve(town, 0, Optional.of(told));
  }

  /** Refuses each payment once. */
  private static void hear(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode view = JSON.readTree(exchange.getRequestBody());
      String hash = view.path("payment_hash").asText();
      boolean again = !REFUSED.add(hash);
      exchange.sendResponseHeaders(again ? 204 : 503, -1);
      if (again) {
        TOLD.add(view);
      }
    }
  }

  @AfterAll
  static void close() {
    server.close();
    hook.stop(0);
    town.close();
  }

  @Test
  void a_new_invoice_can_be_read_and_looked_up() throws Exception {
    HttpResponse<String> created =
        post("/invoices", "{\"amount_sat\":1500,\"description\":\"tea\"}");
    JsonNode view = JSON.readTree(created.body());
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.headers().firstValue("Location")).contains(view.path("status_url").asText());
    Invoice invoice = Invoice.decode(view.path("bolt11").asText());
    assertThat(invoice.amount()).contains(MilliSatoshi.ofSat(1500));
    assertThat(invoice.paymentHash().toString()).isEqualTo(view.path("payment_hash").asText());
    assertThat(view.path("status").asText()).isEqualTo("open");
    assertThat(JSON.readTree(get(view.path("status_url").asText()).body())).isEqualTo(view);
  }

  @Test
  void amounts_may_be_in_msat() throws Exception {
    JsonNode view = JSON.readTree(post("/invoices", "{\"amount_msat\":1234567}").body());
    assertThat(Invoice.decode(view.path("bolt11").asText()).amount())
        .contains(MilliSatoshi.of(1_234_567));
  }

  @Test
  void the_qr_code_is_the_invoice() throws Exception {
    JsonNode view = newInvoice();
    HttpResponse<byte[]> picture =
        HTTP.send(request(view.path("qr_url").asText()).build(), BodyHandlers.ofByteArray());
    assertThat(picture.headers().firstValue("Content-Type")).contains("image/png");
    String text =
        new QRCodeReader()
            .decode(
                new BinaryBitmap(
                    new HybridBinarizer(
                        new BufferedImageLuminanceSource(
                            ImageIO.read(new ByteArrayInputStream(picture.body()))))))
            .getText();
    assertThat(text.toLowerCase(Locale.ROOT))
        .isEqualTo("lightning:" + view.path("bolt11").asText());
    assertThat(Invoice.decode(text).text()).isEqualTo(view.path("bolt11").asText());
  }

  @Test
  void who_follows_an_invoice_is_told_when_it_is_paid_and_then_the_stream_ends() throws Exception {
    JsonNode view = newInvoice();
    HttpResponse<Stream<String>> stream =
        HTTP.send(request(view.path("events_url").asText()).build(), BodyHandlers.ofLines());
    assertThat(stream.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/event-stream");
    CompletableFuture<Void> openSeen = new CompletableFuture<>();
    CompletableFuture<List<String>> statuses =
        CompletableFuture.supplyAsync(() -> statuses(stream.body(), openSeen));
    openSeen.get(30, TimeUnit.SECONDS);

    String body = JSON.createObjectNode().put("bolt11", view.path("bolt11").asText()).toString();
    HttpResponse<String> paid = post("/demo/pay", body);

    assertThat(paid.statusCode()).as(paid.body()).isEqualTo(200);
    assertThat(statuses.get(30, TimeUnit.SECONDS)).containsExactly("open", "paid");
    JsonNode after = JSON.readTree(get(view.path("status_url").asText()).body());
    assertThat(after.path("status").asText()).isEqualTo("paid");
    assertThat(after.path("received_msat").asLong()).isEqualTo(2_500_000);
    assertThat(post("/demo/pay", body).statusCode()).as("paid twice").isEqualTo(409);
  }

  @Test
  void the_webhook_is_told_of_payments_until_it_takes_them() throws Exception {
    JsonNode view = newInvoice();
    String body = JSON.createObjectNode().put("bolt11", view.path("bolt11").asText()).toString();
    assertThat(post("/demo/pay", body).statusCode()).isEqualTo(200);
    JsonNode told = TOLD.poll(30, TimeUnit.SECONDS);
    while (told != null && !told.path("payment_hash").equals(view.path("payment_hash"))) {
      told = TOLD.poll(30, TimeUnit.SECONDS);
    }
    assertThat(told).as("what the webhook was told").isNotNull();
    assertThat(told).isEqualTo(JSON.readTree(get(view.path("status_url").asText()).body()));
  }

  private static List<String> statuses(Stream<String> lines, CompletableFuture<Void> openSeen) {
    List<String> statuses = new ArrayList<>();
    lines
        .filter(line -> line.startsWith("data: "))
        .forEach(
            line -> {
              statuses.add(status(line.substring("data: ".length())));
              openSeen.complete(null);
            });
    return statuses;
  }

  private static String status(String json) {
    try {
      return JSON.readTree(json).path("status").asText();
    } catch (IOException e) {
      throw new IllegalStateException(json, e);
    }
  }

  @Test
  void following_a_paid_invoice_tells_so_and_ends_at_once() throws Exception {
    JsonNode view = newInvoice();
    String invoice = view.path("bolt11").asText();
    town.parties().get(1).node().pay(invoice).get(30, TimeUnit.SECONDS);
    List<String> statuses =
        HTTP.send(request(view.path("events_url").asText()).build(), BodyHandlers.ofLines())
            .body()
            .filter(line -> line.startsWith("data: "))
            .map(line -> status(line.substring("data: ".length())))
            .toList();
    assertThat(statuses).containsExactly("paid");
  }

  @Test
  void too_many_listeners_are_turned_away() throws Exception {
    String path = newInvoice().path("events_url").asText();
    List<InputStream> streams = new ArrayList<>();
    try (MerchantServer other = MerchantEndpoint.serve(town, 0, Optional.empty())) {
      HttpRequest follow = HttpRequest.newBuilder(other.uri().resolve(path)).build();
      for (int i = 0; i < MerchantServer.MAX_LISTENERS; i++) {
        HttpResponse<InputStream> stream = HTTP.send(follow, BodyHandlers.ofInputStream());
        assertThat(stream.statusCode()).isEqualTo(200);
        streams.add(stream.body());
      }
      HttpResponse<String> refused = HTTP.send(follow, BodyHandlers.ofString());
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    }
    for (InputStream stream : streams) {
      stream.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "[]",
        "{}",
        "{\"amount_sat\":1,\"amount_msat\":1000}",
        "{\"amount_sat\":0}",
        "{\"amount_sat\":-5}",
        "{\"amount_sat\":1.5}",
        "{\"amount_sat\":\"12\"}",
        "{\"amount_sat\":1000000001}",
        "{\"amount_sat\":99999999999999999999999}",
        "{\"amount_sat\":1,\"amount_sat\":2}",
        "{\"amount_sat\":1} {}",
        "{\"amount_sat\":1,\"description\":7}",
        "{\"amount_sat\":1,\"color\":\"red\"}"
      })
  void bad_orders_are_refused_with_a_reason(String body) throws Exception {
    HttpResponse<String> answer = post("/invoices", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    JsonNode error = JSON.readTree(answer.body()).path("error");
    assertThat(error.path("code").asText()).isEqualTo("bad_request");
    assertThat(error.path("message").asText()).isNotBlank();
  }

  @Test
  void a_description_may_have_639_bytes() throws Exception {
    String order = "{\"amount_sat\":1,\"description\":\"%s\"}";
    assertThat(post("/invoices", order.formatted("x".repeat(639))).statusCode()).isEqualTo(201);
    assertThat(post("/invoices", order.formatted("x".repeat(640))).statusCode()).isEqualTo(400);
  }

  @Test
  void a_large_body_is_refused() throws Exception {
    String body = "{\"amount_sat\":1,\"description\":\"" + "x".repeat(5000) + "\"}";
    HttpResponse<String> answer = post("/invoices", body);
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("too_large");
  }

  @Test
  void requests_to_another_host_are_refused() throws Exception {
    URI shop = server.uri();
    String request = "GET / HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n";
    try (Socket socket = new Socket(shop.getHost(), shop.getPort())) {
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 421 ").contains("misdirected_request");
    }
  }

  @Test
  void other_content_types_are_refused() throws Exception {
    HttpRequest plain =
        request("/invoices").POST(BodyPublishers.ofString("{\"amount_sat\":1}")).build();
    assertThat(HTTP.send(plain, BodyHandlers.ofString()).statusCode()).isEqualTo(415);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /invoices, POST",
    "GET, /demo/pay, POST",
    "DELETE, /, GET",
    "PUT, /shop.js, GET",
    "POST, /invoices/0000000000000000000000000000000000000000000000000000000000000000, GET"
  })
  void wrong_methods_are_told_the_right_one(String method, String path, String allowed)
      throws Exception {
    HttpRequest wrong = request(path).method(method, BodyPublishers.noBody()).build();
    HttpResponse<String> answer = HTTP.send(wrong, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains(allowed);
  }

  @ParameterizedTest
  @CsvSource({"/, 200", "/nothing, 404", "/invoices, 405"})
  void head_tells_the_length_of_what_get_sends(String path, int status) throws Exception {
    HttpRequest head = request(path).method("HEAD", BodyPublishers.noBody()).build();
    HttpResponse<String> answer = HTTP.send(head, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValueAsLong("Content-Length").orElseThrow())
        .isEqualTo(get(path).body().length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "65536", "x"})
  void a_wrong_port_is_told_in_a_line_and_ends_with_status_2(String port) {
    StringWriter errors = new StringWriter();
    CommandLine command = MerchantEndpoint.commandLine().setErr(new PrintWriter(errors));
    assertThat(command.execute("--port", port)).isEqualTo(2);
    assertThat(errors.toString()).contains(port).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/invoices/00",
        "/invoices/0000000000000000000000000000000000000000000000000000000000000000",
        "/invoices/0000000000000000000000000000000000000000000000000000000000000000/qr.png",
        "/invoices/0000000000000000000000000000000000000000000000000000000000000000/events",
        "/shop.css/../MerchantServer.class"
      })
  void what_is_not_there_is_not_found(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("not_found");
  }

  @Test
  void the_customer_refuses_what_is_no_invoice() throws Exception {
    HttpResponse<String> unread = post("/demo/pay", "{\"bolt11\":\"hello\"}");
    assertThat(unread.statusCode()).isEqualTo(400);
    assertThat(unread.body()).contains("bolt11 is not an invoice to pay here: ");
    assertThat(post("/demo/pay", "{\"bolt11\":5}").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"/, text/html", "/shop.css, text/css", "/shop.js, text/javascript"})
  void the_page_is_served(String path, String type) throws Exception {
    HttpResponse<String> page = get(path);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
    assertThat(page.body()).isNotBlank();
  }

  private static JsonNode newInvoice() throws Exception {
    return JSON.readTree(
        post("/invoices", "{\"amount_sat\":2500,\"description\":\"two coffees\"}").body());
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return HTTP.send(request(path).build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(String path, String json) throws Exception {
    return HTTP.send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.uri().resolve(path));
  }
}
