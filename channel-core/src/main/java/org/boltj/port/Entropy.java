package org.boltj.port;

import java.security.SecureRandom;
import org.boltj.base.Bytes;

/** Randomness, injected so that simulations can be repeated. Safe for use by several threads. */
@FunctionalInterface
public interface Entropy {

  /** That many bytes, unpredictable for anybody else. */
  Bytes next(int size);

  /** The randomness of the operating system. */
  static Entropy secure() {
    SecureRandom random = new SecureRandom();
    return size -> {
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      return Bytes.wrap(bytes);
    };
  }
}
