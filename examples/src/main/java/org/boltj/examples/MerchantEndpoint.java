package org.boltj.examples;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.boltj.base.ChannelId;
import org.boltj.base.Satoshi;
import org.boltj.examples.merchant.MerchantServer;
import org.boltj.store.StoreException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * A shop that takes payments: an HTTP endpoint in front of a node, with a page to try it. A
 * customer with a node and a channel of their own pays at the push of a button.
 */
@Command(
    name = "merchant-endpoint",
    sortOptions = false,
    description = "Serves invoices over HTTP on loopback, against a regtest chain in this process.")
public final class MerchantEndpoint implements Callable<Integer> {
  private static final Satoshi POCKET_MONEY = Satoshi.of(10_000_000);
  private static final Satoshi CAPACITY = Satoshi.of(5_000_000);
  private static final int CONFIRMATIONS = 6;
  private static final int MAX_PORT = 65_535;

  /** How long the server of the JDK waits for a request to be complete; for ever if not told. */
  private static final String REQUEST_SECONDS = "sun.net.httpserver.maxReqTime";

  /** Set by picocli before anything is called. */
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Where to listen; 0 takes any free port (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--webhook",
      paramLabel = "URL",
      description = "Where to POST every invoice that is paid (http or https).")
  private @Nullable URI webhook;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("UnusedVariable") // its annotation is what picocli looks at
  private boolean help;

  private MerchantEndpoint() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new MerchantEndpoint());
  }

  @Override
  public Integer call() throws Exception {
    if (port < 0 || port > MAX_PORT) {
      throw new ParameterException(
          spec.commandLine(), "a port is 0 to " + MAX_PORT + ", not " + port);
    }
    if (webhook != null && !isWeb(webhook)) {
      throw new ParameterException(
          spec.commandLine(), "a webhook is http://... or https://..., not " + webhook);
    }
    if (System.getProperty(REQUEST_SECONDS) == null) {
      System.setProperty(REQUEST_SECONDS, "30");
    }
    try (Town town = openTown();
        MerchantServer server = serve(town, port, Optional.ofNullable(webhook))) {
      System.out.println("The shop is open: " + server.uri());
      System.out.println("Ctrl-C closes it.");
      new CountDownLatch(1).await();
      return 0;
    } catch (BindException e) {
      System.err.println("Port " + port + " is not free (" + e.getMessage() + "); try --port 0.");
      return 1;
    }
  }

  private static boolean isWeb(URI uri) {
    return uri.getHost() != null
        && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
  }

  /** A merchant, and a customer with a channel to them. */
  static Town openTown() throws IOException, StoreException, InterruptedException {
    Town town = new Town();
    boolean open = false;
    try {
      Party merchant = town.add("merchant");
      Party customer = town.add("customer");
      openChannel(town, customer, merchant);
      open = true;
      return town;
    } finally {
      if (!open) {
        town.close();
      }
    }
  }

  static MerchantServer serve(Town town, int port, Optional<URI> webhook) throws IOException {
    Party merchant = town.parties().get(0);
    Party customer = town.parties().get(1);
    return new MerchantServer(
        merchant.node(), customer.node(), port, webhook, InstantSource.system());
  }

  private static void openChannel(Town town, Party customer, Party merchant)
      throws InterruptedException {
    Deadline deadline = new Deadline(Duration.ofSeconds(60));
    town.parties().forEach(party -> deadline.follow(party.node()));
    town.chain().fund(customer.wallet().newScriptPubKey(), POCKET_MONEY);
    town.chain().mine(1);
    deadline.await("the connection", customer.node().connect(merchant.address()));
    ChannelId channel =
        deadline.await("the opening", customer.node().openChannel(merchant.nodeId(), CAPACITY));
    town.chain().mine(CONFIRMATIONS);
    deadline.await("the channel", customer.node().awaitChannelReady(channel));
  }
}
