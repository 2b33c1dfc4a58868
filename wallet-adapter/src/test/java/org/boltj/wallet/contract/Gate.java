package org.boltj.wallet.contract;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A door on loopback before a local server: closed, its connections break and none is taken. */
public final class Gate {
  private final int port;
  private final int serverPort;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile ServerSocket door;

  /** An open door. */
  public Gate(int serverPort) throws IOException {
    this.serverPort = serverPort;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.port = door.getLocalPort();
    serve(door);
  }

  public int port() {
    return port;
  }

  /** Opens the door again, at the same port. */
  public void open() throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      ServerSocket next = new ServerSocket();
      try {
        next.setReuseAddress(true);
        next.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        door = next;
        serve(next);
        return;
      } catch (BindException e) {
        // The old one is not quite closed as long as somebody waits at it.
        next.close();
        if (System.nanoTime() > end) {
          throw e;
        }
      }
    }
  }

  public void close() {
    quietly(door);
    sockets.forEach(Gate::quietly);
    sockets.clear();
  }

  private void serve(ServerSocket at) {
    Thread.ofVirtual()
        .start(
            () -> {
              while (!at.isClosed()) {
                try {
                  join(at.accept());
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
      pump(client, server);
      pump(server, client);
    } catch (IOException e) {
      quietly(client);
      throw e;
    }
  }

  private void pump(Socket from, Socket to) {
    Thread.ofVirtual()
        .start(
            () -> {
              try (InputStream in = from.getInputStream()) {
                in.transferTo(to.getOutputStream());
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
