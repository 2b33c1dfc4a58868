package org.boltj.crash;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.boltj.peers.BcoinNode;

/**
 * A PostgreSQL server of the test's own, which waits for its disk as it would in earnest, and can
 * be killed. Root starts it in a user namespace ({@code unshare}).
 */
final class PostgresCrashStore implements CrashStore {
  private final Path data;
  private final int port = BcoinNode.freePort();
  private EmbeddedPostgres server;

  PostgresCrashStore(Path directory) throws IOException {
    this.data = directory.resolve("postgres");
    this.server = start();
  }

  private EmbeddedPostgres start() throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setPort(port)
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .start();
  }

  @Override
  public String address() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  /** SIGKILL for the server and all its sessions. */
  @Override
  public void kill() throws IOException {
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0));
    ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
    List<ProcessHandle> all = new ArrayList<>(server.descendants().toList());
    all.add(0, server);
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(process -> process.onExit().join());
  }

  @Override
  public void restart() throws IOException {
    server.close(); // complains that it is dead, and lets go of the directory
    server = start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
