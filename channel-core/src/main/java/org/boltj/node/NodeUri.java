package org.boltj.node;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.boltj.base.PublicKey;
import org.boltj.crypto.Secp256k1;

/**
 * Where a node is reached: {@code node_id@host:port}.
 *
 * @param host a name or a numeric address; IPv6 without brackets
 * @param port 1 to 65535
 */
public record NodeUri(PublicKey nodeId, String host, int port) {
  /** The port of mainnet nodes, taken when none is given (BOLT 1). */
  public static final int DEFAULT_PORT = 9735;

  private static final Pattern FORM =
      Pattern.compile(
          "(?<id>[0-9a-fA-F]{66})@"
              + "(?:\\[(?<ipv6>[^\\[\\]@\\s]+)]|(?<name>[^\\[\\]@:\\s]+))"
              + "(?::(?<port>[0-9]{1,5}))?");

  public NodeUri {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("a port is 1 to 65535: " + port);
    }
    if (host.isBlank()) {
      throw new IllegalArgumentException("the host is missing");
    }
  }

  /**
   * Parses {@code 02...@host:port}; IPv6 addresses stand in brackets, blanks around it are left
   * out.
   *
   * @throws IllegalArgumentException that names the text, when it has another form or the node id
   *     is not a point of the curve
   */
  public static NodeUri parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw refused(text, "it has another form");
    }
    int port = form.group("port") == null ? DEFAULT_PORT : Integer.parseInt(form.group("port"));
    if (port < 1 || port > 65535) {
      throw refused(text, "a port is 1 to 65535");
    }
    String host = form.group("ipv6") == null ? form.group("name") : form.group("ipv6");
    return new NodeUri(nodeId(text, form.group("id")), host, port);
  }

  private static PublicKey nodeId(String text, String hex) {
    boolean compressed = hex.startsWith("02") || hex.startsWith("03");
    if (!compressed || !Secp256k1.get().isValid(PublicKey.fromHex(hex))) {
      throw refused(text, "the node id is not a public key");
    }
    return PublicKey.fromHex(hex);
  }

  private static IllegalArgumentException refused(String text, String problem) {
    return new IllegalArgumentException(
        "a node is written <66 hex digits>@host[:port], with IPv6 in brackets, not \"%s\": %s"
            .formatted(text, problem));
  }

  @Override
  public String toString() {
    return nodeId + "@" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
