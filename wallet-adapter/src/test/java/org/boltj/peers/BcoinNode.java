package org.boltj.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A bcoin full node on regtest, in its own process and in memory, on loopback. It enforces scripts,
 * CSV and CLTV, but no policy of fees, and it has no replacement of transactions.
 */
public final class BcoinNode implements AutoCloseable {
  /** The password of its JSON-RPC interface, with any user name. */
  public static final String PASSWORD = "regtest";

  private final int p2pPort;
  private final int rpcPort;
  private final Process process;

  private BcoinNode(int p2pPort, int rpcPort, Process process) {
    this.p2pPort = p2pPort;
    this.rpcPort = rpcPort;
    this.process = process;
  }

  /** Starts a node with the first block only. Skips the calling test, loudly, without Node.js. */
  public static BcoinNode start() throws IOException, InterruptedException {
    return start(freePort(), freePort());
  }

  /** The same at given ports, to come back after {@link #close}; it has forgotten its blocks. */
  public static BcoinNode start(int p2pPort, int rpcPort) throws IOException, InterruptedException {
    Path directory = NpmBundle.directory();
    Process process =
        new ProcessBuilder(
                "node",
                "bcoin-node.js",
                Integer.toString(p2pPort),
                Integer.toString(rpcPort),
                PASSWORD)
            .directory(directory.toFile())
            .redirectError(directory.resolve("bcoin-" + rpcPort + ".log").toFile())
            .start();
    BcoinNode node = new BcoinNode(p2pPort, rpcPort, process);
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.contains("\"ready\":true")) {
        return node;
      }
    }
    node.close();
    throw new IOException("bcoin did not start; see bcoin-" + rpcPort + ".log in " + directory);
  }

  /** A port that nobody listens at. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public int p2pPort() {
    return p2pPort;
  }

  public int rpcPort() {
    return rpcPort;
  }

  public URI rpcAddress() {
    return URI.create("http://127.0.0.1:" + rpcPort + "/");
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
