package org.boltj.sim.world;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.boltj.base.Bytes;
import org.boltj.codec.WireWriter;
import org.boltj.crypto.Hash;
import org.boltj.port.Entropy;

/**
 * The number from which all chance of a simulation comes. Each use draws from a stream of its own,
 * so that one more payment does not change the topology.
 */
public record Seed(long value) {

  /** Numbers for one use. */
  public SplittableRandom random(String use) {
    Bytes digest = bytes(use, 0);
    long folded = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      folded = folded << 8 | digest.unsigned(i);
    }
    return new SplittableRandom(folded);
  }

  /** 32 bytes for one use and number. */
  public Bytes bytes(String use, long number) {
    Bytes name = Bytes.wrap(use.getBytes(StandardCharsets.UTF_8));
    return Hash.sha256(new WireWriter().u64(value).u64(number).bytes(name).toBytes());
  }

  /**
   * The randomness of one node. Anybody can repeat it, which is what a simulation wants and what
   * real money must not have.
   */
  public Entropy entropy(int node) {
    SplittableRandom random = random("entropy " + node);
    return size -> {
      byte[] drawn = new byte[size];
      random.nextBytes(drawn);
      return Bytes.wrap(drawn);
    };
  }
}
