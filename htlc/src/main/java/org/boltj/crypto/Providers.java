package org.boltj.crypto;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses the provider of {@link Secp256k1} once per process. */
final class Providers {
  /** The system property that asks for a provider: {@code native} or {@code java}. */
  static final String PROPERTY = "boltj.crypto";

  static final Secp256k1 CHOSEN = choose(System.getProperty(PROPERTY));

  private Providers() {}

  static Secp256k1 choose(@Nullable String wanted) {
    if (wanted == null || wanted.isEmpty()) {
      return nativeIfLoadable().orElseGet(BouncyCastleSecp256k1::new);
    }
    return switch (wanted) {
      case "java" -> new BouncyCastleSecp256k1();
      case "native" -> requireNative();
      default ->
          throw new IllegalStateException(
              PROPERTY + " must be \"native\" or \"java\" but is \"" + wanted + "\"");
    };
  }

  private static Optional<Secp256k1> nativeIfLoadable() {
    try {
      return Optional.of(NativeSecp256k1.load());
    } catch (RuntimeException | LinkageError notLoadable) {
      return Optional.empty();
    }
  }

  private static Secp256k1 requireNative() {
    try {
      return NativeSecp256k1.load();
    } catch (RuntimeException | LinkageError e) {
      throw new IllegalStateException(
          PROPERTY
              + "=native was asked for, but libsecp256k1 does not load on "
              + System.getProperty("os.name")
              + "/"
              + System.getProperty("os.arch")
              + ": "
              + e,
          e);
    }
  }
}
