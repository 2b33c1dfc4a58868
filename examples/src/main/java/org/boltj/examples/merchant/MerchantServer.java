package org.boltj.examples.merchant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.boltj.base.Bytes;
import org.boltj.base.PaymentHash;
import org.boltj.node.LightningNode;
import org.boltj.payment.InvoiceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Invoices over HTTP, on loopback only.
 *
 * <pre>
 *   POST /invoices                 {"amount_sat": 1000, "description": "tea"}
 *   GET  /invoices/{hash}          the invoice and its status
 *   GET  /invoices/{hash}/qr.png   its QR code
 *   GET  /invoices/{hash}/events   its status, and again when it changes (server-sent events)
 *   POST /demo/pay                 {"bolt11": "lnbcrt..."}: the customer of the demo pays
 *   GET  /                         a page that uses all this
 * </pre>
 *
 * <p>Errors are JSON too: {@code {"error": {"code": ..., "message": ...}}}.
 */
public final class MerchantServer implements AutoCloseable {
  /** Who follows invoices at the same time; each holds a connection. */
  public static final int MAX_LISTENERS = 100;

  private static final Pattern INVOICE =
      Pattern.compile("/invoices/([0-9a-f]{64})(/qr\\.png|/events)?");

  private static final Map<String, String> PAGES =
      Map.of(
          "/shop.html", "text/html; charset=utf-8",
          "/shop.css", "text/css; charset=utf-8",
          "/shop.js", "text/javascript; charset=utf-8");

  private final Shop shop;
  private final PaymentWatch payments = new PaymentWatch(MAX_LISTENERS);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final EventStream events;
  private final Optional<Webhook> webhook;
  private final HttpServer server;

  /**
   * Begins to serve.
   *
   * @param merchant makes the invoices
   * @param customer pays when {@code /demo/pay} asks for it
   * @param port 0 takes any free one
   * @param webhook where to POST every invoice that is paid
   */
  public MerchantServer(
      LightningNode merchant,
      LightningNode customer,
      int port,
      Optional<URI> webhook,
      InstantSource clock)
      throws IOException {
    shop = new Shop(merchant, customer, clock);
    shop.events().subscribe(payments);
    this.webhook = webhook.map(target -> new Webhook(target, shop::view));
    this.webhook.ifPresent(shop.events()::subscribe);
    events = new EventStream(shop, payments);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Of the page. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  @Override
  public void close() {
    payments.close();
    webhook.ifPresent(Webhook::close);
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      HttpCall call = new HttpCall(exchange);
      try {
        call.requireOwnHost();
        route(call);
      } catch (HttpProblem problem) {
        call.answer(problem);
      } catch (InterruptedException closing) {
        call.answer(HttpProblem.busy("the shop closes"));
      } catch (RuntimeException bug) {
        System.getLogger("boltj.merchant").log(System.Logger.Level.ERROR, call.path(), bug);
        call.answer(HttpProblem.internal());
      }
    }
  }

  private void route(HttpCall call) throws HttpProblem, IOException, InterruptedException {
    String path = call.path().equals("/") ? "/shop.html" : call.path();
    Matcher invoice = INVOICE.matcher(path);
    if (path.equals("/invoices")) {
      call.requireMethod("POST");
      create(call);
    } else if (path.equals("/demo/pay")) {
      call.requireMethod("POST");
      pay(call);
    } else if (invoice.matches()) {
      call.requireMethod("GET");
      show(call, new PaymentHash(Bytes.fromHex(invoice.group(1))), invoice.group(2));
    } else {
      page(call, path);
    }
  }

  private void create(HttpCall call) throws HttpProblem, IOException, InterruptedException {
    InvoiceRecord invoice = shop.create(InvoiceOrder.of(call.readObject()));
    ObjectNode view = shop.view(invoice);
    call.header("Location", view.path("status_url").asText());
    call.answer(201, view);
  }

  private void pay(HttpCall call) throws HttpProblem, IOException, InterruptedException {
    JsonNode bolt11 = call.readObject().path("bolt11");
    if (!bolt11.isTextual()) {
      throw HttpProblem.badRequest("bolt11 must be an invoice");
    }
    call.answer(200, shop.pay(bolt11.textValue()));
  }

  private void show(HttpCall call, PaymentHash hash, @Nullable String part)
      throws HttpProblem, IOException, InterruptedException {
    InvoiceRecord invoice = shop.find(hash);
    if (part == null) {
      call.answer(200, shop.view(invoice));
    } else if (part.equals("/events")) {
      if (call.isHead()) {
        throw HttpProblem.methodNotAllowed("GET");
      }
      events.follow(call, invoice);
    } else {
      call.answer(200, "image/png", QrCode.png(invoice.invoice()));
    }
  }

  private static void page(HttpCall call, String path) throws HttpProblem, IOException {
    String type = PAGES.get(path);
    if (type == null) {
      throw HttpProblem.notFound("there is nothing at " + path);
    }
    call.requireMethod("GET");
    try (InputStream page = MerchantServer.class.getResourceAsStream(path.substring(1))) {
      if (page == null) {
        throw new IllegalStateException("not packaged: " + path);
      }
      call.answer(200, type, page.readAllBytes());
    }
  }
}
