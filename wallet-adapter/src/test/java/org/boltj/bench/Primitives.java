package org.boltj.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.base.Signature;
import org.boltj.crypto.Hash;
import org.boltj.crypto.Secp256k1;

/**
 * What the machine gives at best, in microseconds for one operation: nothing above can be faster.
 * Curve operations are in processor time, which other programs on the machine disturb least.
 *
 * @param sync one overwritten page made durable (fdatasync), in real time
 */
record Primitives(
    double sign, double verify, double ecdh, double publicKey, double recover, double sync) {
  private static final int ROUNDS = 7;
  private static final long ROUND_NANOS = 60_000_000;
  private static final int PAGE = 4096;
  private static final int PAGES = 256;

  /** Medians of several rounds on one thread, the file in that directory. */
  static Primitives measure(Path directory) throws IOException {
    Secp256k1 curve = Secp256k1.get();
    Bytes hash = Hash.sha256(Bytes.of((byte) 1));
    PrivateKey key = new PrivateKey(Hash.sha256(Bytes.of((byte) 2)));
    PublicKey publicKey = curve.publicKey(key);
    Signature signature = curve.sign(hash, key);
    var recoverable = curve.signRecoverable(hash, key);
    Clock cpu = ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime;
    return new Primitives(
        median(cpu, () -> curve.sign(hash, key)),
        median(cpu, () -> curve.verify(signature, hash, publicKey)),
        median(cpu, () -> curve.ecdh(key, publicKey)),
        median(cpu, () -> curve.publicKey(key)),
        median(cpu, () -> curve.recover(recoverable, hash)),
        sync(directory));
  }

  private interface Clock {
    long nanos();
  }

  private interface Operation {
    Object run() throws IOException;
  }

  private static double median(Clock clock, Operation operation) throws IOException {
    double[] micros = new double[ROUNDS];
    round(clock, operation);
    for (int i = 0; i < ROUNDS; i++) {
      micros[i] = round(clock, operation);
    }
    Arrays.sort(micros);
    return micros[ROUNDS / 2];
  }

  private static double round(Clock clock, Operation operation) throws IOException {
    long start = clock.nanos();
    long end = start;
    int times = 0;
    int useful = 0;
    while (end - start < ROUND_NANOS) {
      for (int i = 0; i < 16; i++) {
        useful += operation.run() == null ? 0 : 1;
      }
      times += 16;
      end = clock.nanos();
    }
    if (useful != times) {
      throw new IllegalStateException("a primitive gave nothing");
    }
    return (end - start) / 1000.0 / times;
  }

  private static double sync(Path directory) throws IOException {
    Path file = Files.createTempFile(directory, "sync", ".bin");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(PAGE * PAGES), 0);
      channel.force(true);
      ByteBuffer page = ByteBuffer.allocate(PAGE);
      int[] next = {0};
      return median(
          System::nanoTime,
          () -> {
            page.rewind();
            channel.write(page, (long) PAGE * (next[0]++ % PAGES));
            channel.force(false);
            return channel;
          });
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
