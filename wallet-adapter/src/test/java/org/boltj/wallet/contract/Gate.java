package org.boltj.wallet.contract;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A door on loopback before a local server: closed, its connections break and none is taken. */
public final class Gate {
  private final int port;
  private final int serverPort;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger toRefuse = new AtomicInteger();
  private final AtomicInteger generation = new AtomicInteger();
  private volatile ServerSocket door;
  private volatile Thread keeper;

  /** An open door. */
  public Gate(int serverPort) throws IOException {
    this.serverPort = serverPort;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.port = door.getLocalPort();
    this.keeper = serve(door);
  }

  public int port() {
    return port;
  }

  /** Opens the door again, at the same port. */
  public void open() throws IOException {
    ServerSocket next = new ServerSocket();
    next.setReuseAddress(true);
    next.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    door = next;
    keeper = serve(next);
  }

  /** Breaks the next connections as soon as they are made. */
  public void refuse(int connections) {
    toRefuse.set(connections);
  }

  /** How many of them are still to come. */
  public int leftToRefuse() {
    return toRefuse.get();
  }

  /** Nothing passes any more on today's connections, which stay open; later ones are well. */
  public void mute() {
    generation.incrementAndGet();
  }

  /** Closes the door; when this returns, nobody gets through. */
  public void close() {
    quietly(door);
    try {
      // Until its thread has gone, a closed door still lets somebody in.
      keeper.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sockets.forEach(Gate::quietly);
    sockets.clear();
  }

  private Thread serve(ServerSocket at) {
    return Thread.ofVirtual()
        .start(
            () -> {
              while (!at.isClosed()) {
                try {
                  Socket client = at.accept();
                  if (toRefuse.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    quietly(client);
                  } else {
                    join(client);
                  }
                } catch (IOException e) {
                  // Closed, or nobody behind the door: the next connection may be luckier.
                }
              }
            });
  }

  private void join(Socket client) throws IOException {
    sockets.add(client);
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
      sockets.add(server);
      // What came in two pieces must not wait for an acknowledgement in between.
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      pump(client, server);
      pump(server, client);
    } catch (IOException e) {
      quietly(client);
      throw e;
    }
  }

  private void pump(Socket from, Socket to) {
    int made = generation.get();
    Thread.ofVirtual()
        .start(
            () -> {
              try (InputStream in = from.getInputStream()) {
                byte[] bytes = new byte[8192];
                for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                  if (made == generation.get()) {
                    to.getOutputStream().write(bytes, 0, length);
                  }
                }
              } catch (IOException e) {
                // One side has gone.
              } finally {
                quietly(from);
                quietly(to);
                sockets.remove(from);
                sockets.remove(to);
              }
            });
  }

  private static void quietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // Closed is closed.
    }
  }
}
