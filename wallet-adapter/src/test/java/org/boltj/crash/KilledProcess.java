package org.boltj.crash;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.boltj.bench.JavaProcess;

/** One life of {@link KilledNode}, from outside. */
final class KilledProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final BufferedWriter commands;
  private final BufferedReader answers;
  private final Path log;
  private final ExecutorService reader = Executors.newVirtualThreadPerTaskExecutor();

  private KilledProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /** A process that has not begun yet: the next one is brought up while the last one lives. */
  static KilledProcess standby(Path log, List<String> arguments) throws IOException {
    Process process =
        JavaProcess.of(KilledNode.class, arguments.toArray(String[]::new))
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new KilledProcess(process, log);
  }

  /** Lets it begin. */
  KilledProcess begin() throws Exception {
    await("standby");
    command("start");
    return this;
  }

  void command(String command) throws IOException {
    commands.write(command);
    commands.newLine();
    commands.flush();
  }

  /** Waits for that line; the lines before it. */
  List<String> await(String wanted) throws Exception {
    return CompletableFuture.supplyAsync(() -> read(wanted), reader)
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private List<String> read(String wanted) {
    List<String> before = new ArrayList<>();
    try {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        if (line.equals(wanted)) {
          return before;
        }
        before.add(line);
      }
      throw new IOException("ended before it said " + wanted + "; see " + log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL, that many milliseconds from now: no hook runs, nothing is flushed. */
  void killAfter(long millis) throws Exception {
    if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      throw new IOException("ended by itself with " + process.exitValue() + "; see " + log);
    }
    process.destroyForcibly().waitFor();
  }

  /** From now on no write of this process reaches beyond so many bytes of a file: EFBIG. */
  void limitFiles(int bytes) throws Exception {
    Process prlimit =
        new ProcessBuilder("prlimit", "--fsize=" + bytes, "--pid", Long.toString(process.pid()))
            .inheritIO()
            .start();
    if (prlimit.waitFor() != 0) {
      throw new IOException("prlimit ends with " + prlimit.exitValue());
    }
  }

  /** Waits until it has ended by itself. */
  int awaitEnd() throws InterruptedException {
    return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    reader.shutdown();
  }
}
