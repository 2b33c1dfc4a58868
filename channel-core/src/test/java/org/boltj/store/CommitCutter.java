package org.boltj.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Stands between a store and its server, and cuts the connection at a commit: before the server has
 * heard of it, or when the server has answered and the store has not heard.
 */
final class CommitCutter implements AutoCloseable {
  private static final String COMMIT = "COMMIT";

  private final ServerSocket listening;
  private final int server;
  private volatile Cut cut = Cut.NONE;

  private enum Cut {
    NONE,
    REQUEST,
    ANSWER
  }

  private CommitCutter(ServerSocket listening, int server) {
    this.listening = listening;
    this.server = server;
  }

  static CommitCutter to(int server) throws IOException {
    CommitCutter cutter =
        new CommitCutter(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), server);
    Thread.ofVirtual().start(cutter::serve);
    return cutter;
  }

  int port() {
    return listening.getLocalPort();
  }

  void cutAtNextCommit(boolean afterCommit) {
    cut = afterCommit ? Cut.ANSWER : Cut.REQUEST;
  }

  /** Of one connection. */
  private void serve() {
    try (Socket store = listening.accept();
        Socket database = new Socket(InetAddress.getLoopbackAddress(), server)) {
      Thread back = Thread.ofVirtual().start(() -> answer(database, store));
      request(store, database);
      back.join();
    } catch (IOException e) {
      // Cut, or closed by either side.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void request(Socket from, Socket to) throws IOException {
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    byte[] buffer = new byte[65_536];
    for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
      boolean commits = new String(buffer, 0, size, ISO_8859_1).contains(COMMIT);
      if (commits && cut == Cut.REQUEST) {
        from.close();
        to.close();
        return;
      }
      out.write(buffer, 0, size);
    }
    to.close();
  }

  private void answer(Socket from, Socket to) {
    byte[] buffer = new byte[65_536];
    try {
      InputStream in = from.getInputStream();
      for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
        // The server names what it has done.
        boolean committed = new String(buffer, 0, size, ISO_8859_1).contains(COMMIT);
        if (committed && cut == Cut.ANSWER) {
          break;
        }
        to.getOutputStream().write(buffer, 0, size);
      }
      from.close();
      to.close();
    } catch (IOException e) {
      // Cut, or closed by either side.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
