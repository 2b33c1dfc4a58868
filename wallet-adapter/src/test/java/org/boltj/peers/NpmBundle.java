package org.boltj.peers;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The test peers that run in Node.js: their sources from {@code src/test/node}, installed once
 * under the build directory with the versions of the lock file.
 */
public final class NpmBundle {
  private static final Path SOURCES = moduleFile("src/test/node");
  private static final Path INSTALLED = moduleFile("target/node-peers");

  /** Looked at once for all tests of this process. */
  private static boolean ready;

  private NpmBundle() {}

  /** The folder with the scripts, ready to run. Skips the calling test, loudly, without Node.js. */
  public static synchronized Path directory() throws IOException, InterruptedException {
    if (ready) {
      return INSTALLED;
    }
    requireTool("node");
    requireTool("npm");
    Files.createDirectories(INSTALLED);
    Path lockFile = INSTALLED.resolve(".lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      boolean fresh = !sameLockFile();
      copySources();
      if (fresh) {
        install();
      }
      ready = held.isValid();
      return ready ? INSTALLED : abort("lost the lock of " + INSTALLED);
    }
  }

  /** A file or folder under the module's build directory. */
  public static Path buildFile(String name) {
    return moduleFile("target").resolve(name);
  }

  private static boolean sameLockFile() throws IOException {
    Path marker = INSTALLED.resolve("installed-lock.json");
    return Files.exists(marker)
        && Files.mismatch(marker, SOURCES.resolve("package-lock.json")) == -1;
  }

  private static void copySources() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(
            file, INSTALLED.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void install() throws IOException, InterruptedException {
    Path log = INSTALLED.resolve("npm.log");
    Process npm =
        new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
            .directory(INSTALLED.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!npm.waitFor(5, TimeUnit.MINUTES) || npm.exitValue() != 0) {
      npm.destroyForcibly();
      throw new IOException("npm ci failed in " + INSTALLED + ": " + Files.readString(log));
    }
    Files.copy(
        SOURCES.resolve("package-lock.json"),
        INSTALLED.resolve("installed-lock.json"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static void requireTool(String name) throws InterruptedException {
    try {
      new ProcessBuilder(name, "--version")
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException missing) {
      String why =
          "SKIPPED: the real test peers need '"
              + name
              + "' on the PATH (Debian: apt-get install nodejs npm)";
      System.err.println(why);
      abort(why);
    }
  }

  /**
   * Tests run with the module as their working directory, from Maven and from an IDE's root alike.
   */
  private static Path moduleFile(String name) {
    Path here = Path.of("").toAbsolutePath();
    Path module = here.endsWith("wallet-adapter") ? here : here.resolveSibling("wallet-adapter");
    if (!Files.exists(module)) {
      module = here.resolve("wallet-adapter");
    }
    return module.resolve(name);
  }
}
