package org.boltj.wallet.bitcoind;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** How a client proves itself to Bitcoin Core. */
public sealed interface RpcCredentials {
  /**
   * The value of the HTTP header "Authorization".
   *
   * @throws RpcException when it cannot be had now
   */
  String authorization() throws RpcException;

  /** What to check when Bitcoin Core refuses. */
  String advice();

  /**
   * The file {@code .cookie} that Bitcoin Core writes anew into its data folder at each start; it
   * is read for each request.
   */
  record CookieFile(Path file) implements RpcCredentials {
    @Override
    public String authorization() throws RpcException {
      try {
        return basic(Files.readString(file, StandardCharsets.UTF_8).strip());
      } catch (IOException e) {
        throw new RpcException(
            RpcException.Kind.UNAUTHORIZED,
            "cannot read the cookie file "
                + file
                + ": is Bitcoin Core running, and is this its"
                + " data folder (for regtest, the folder regtest in it)?",
            e);
      }
    }

    @Override
    public String advice() {
      return "the cookie in " + file + " is not the one of the node at this address";
    }
  }

  /** What {@code rpcauth}, or {@code rpcuser} and {@code rpcpassword}, in bitcoin.conf say. */
  record UserPassword(String user, String password) implements RpcCredentials {
    @Override
    public String authorization() {
      return basic(user + ":" + password);
    }

    @Override
    public String advice() {
      return "check user and password against rpcauth (or rpcuser and rpcpassword) in bitcoin.conf";
    }

    /** Hides the password: secrets must not reach a log. */
    @Override
    public String toString() {
      return "UserPassword(" + user + ", **)";
    }
  }

  private static String basic(String userAndPassword) {
    byte[] bytes = userAndPassword.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }
}
