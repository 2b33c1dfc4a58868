package org.boltj.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;

/**
 * A real LDK node in a process of its own ({@code ldk-peer.mjs}), driven by lines of JSON. It
 * listens on a loopback port and ends with this object or with this JVM, whichever comes first.
 */
public final class LdkPeer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final BufferedWriter commands;
  private final int port;
  private final AtomicLong nextId = new AtomicLong();
  private final Map<Long, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new ArrayList<>();
  private volatile Consumer<Bytes> onBroadcast = tx -> {};
  private final PublicKey nodeId;

  private LdkPeer(Process process, int port) throws Exception {
    this.process = process;
    this.port = port;
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
    Thread reader = new Thread(this::readLines, "ldk-peer-" + port);
    reader.setDaemon(true);
    reader.start();
    this.nodeId = PublicKey.fromHex(awaitEvent("Ready").get("nodeId").asText());
  }

  /**
   * Starts a node; the options are those of {@code ldk-peer.mjs} (anchors, announce, zeroConf ...).
   */
  public static LdkPeer start(String seedHex, Map<String, Object> options) throws Exception {
    Path directory = NpmBundle.directory();
    int port = freePort();
    ObjectNode json = JSON.valueToTree(options);
    json.put("port", port).put("seed", seedHex);
    Process process =
        new ProcessBuilder("node", "ldk-peer.mjs", json.toString())
            .directory(directory.toFile())
            .redirectError(directory.resolve("ldk-" + port + ".log").toFile())
            .start();
    return new LdkPeer(process, port);
  }

  public PublicKey nodeId() {
    return nodeId;
  }

  /** The loopback port that it listens on. */
  public int port() {
    return port;
  }

  /** Where its transactions go; what was broadcast before is handed over too. */
  public void onBroadcast(Consumer<Bytes> consumer) {
    List<JsonNode> earlier;
    synchronized (events) {
      onBroadcast = consumer;
      earlier = List.copyOf(events);
    }
    earlier.stream().filter(e -> type(e).equals("Broadcast")).forEach(this::broadcast);
  }

  /** Runs a command and returns its answer; an error of the peer is an {@link IOException}. */
  public JsonNode call(String command, Map<String, ?> parameters) throws Exception {
    return send(command, parameters).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  public JsonNode call(String command) throws Exception {
    return call(command, Map.of());
  }

  /** As {@link #call}, without waiting. */
  public CompletableFuture<JsonNode> send(String command, Map<String, ?> parameters) {
    long id = nextId.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    pending.put(id, answer);
    ObjectNode line = JSON.valueToTree(parameters);
    line.put("id", id).put("command", command);
    try {
      synchronized (commands) {
        commands.write(line.toString());
        commands.newLine();
        commands.flush();
      }
    } catch (IOException e) {
      answer.completeExceptionally(e);
    }
    return answer;
  }

  public JsonNode awaitEvent(String type) throws Exception {
    return awaitEvent(type, event -> true);
  }

  /** Waits for an event and takes it away, so that the next wait sees the next one. */
  public JsonNode awaitEvent(String type, Predicate<JsonNode> wanted) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    synchronized (events) {
      while (true) {
        for (JsonNode event : events) {
          if (type(event).equals(type) && wanted.test(event)) {
            events.remove(event);
            return event;
          }
        }
        long left = deadline - System.nanoTime();
        if (left <= 0 || !process.isAlive()) {
          throw new TimeoutException("no event " + type + " from LDK; seen: " + events);
        }
        TimeUnit.NANOSECONDS.timedWait(events, Math.min(left, 1_000_000_000L));
      }
    }
  }

  /** Whether such an event has been seen and not been taken. */
  public boolean hasEvent(String type) {
    synchronized (events) {
      return events.stream().anyMatch(e -> type(e).equals(type));
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static String type(JsonNode event) {
    return event.path("type").asText();
  }

  private void broadcast(JsonNode event) {
    onBroadcast.accept(Bytes.fromHex(event.get("tx").asText()));
  }

  private void readLines() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        accept(JSON.readTree(line));
      }
    } catch (IOException ended) {
      pending.values().forEach(p -> p.completeExceptionally(ended));
    }
    pending.values().forEach(p -> p.completeExceptionally(new IOException("LDK process ended")));
  }

  private void accept(JsonNode line) {
    JsonNode event = line.get("event");
    if (event != null) {
      Consumer<Bytes> consumer;
      synchronized (events) {
        events.add(event);
        events.notifyAll();
        consumer = onBroadcast;
      }
      if (type(event).equals("Broadcast")) {
        consumer.accept(Bytes.fromHex(event.get("tx").asText()));
      }
      return;
    }
    CompletableFuture<JsonNode> answer = pending.remove(line.get("id").asLong());
    if (answer == null) {
      return;
    }
    if (line.has("error")) {
      answer.completeExceptionally(new IOException("LDK: " + line.get("error").asText()));
    } else {
      answer.complete(line.get("ok"));
    }
  }

  /** The result of {@link #send}, with the peer's own error on top. */
  public static JsonNode join(CompletableFuture<JsonNode> answer) {
    try {
      return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failed) {
      throw new IllegalStateException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
