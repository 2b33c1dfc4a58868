package org.boltj.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.Cipher;

/** The JDK's ciphers. */
final class Ciphers {
  private Ciphers() {}

  /** The first provider of this process that has the cipher. */
  static Provider providerOf(String algorithm) {
    try {
      return Cipher.getInstance(algorithm).getProvider();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no cipher " + algorithm, e);
    }
  }
}
