package org.boltj.node;

import org.boltj.base.PublicKey;

/**
 * Where a node is reached: {@code node_id@host:port}.
 *
 * @param host a name or a numeric address; IPv6 without brackets
 * @param port 1 to 65535
 */
public record NodeUri(PublicKey nodeId, String host, int port) {
  /** The port of mainnet nodes, taken when none is given (BOLT 1). */
  public static final int DEFAULT_PORT = 9735;

  public NodeUri {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("a port is 1 to 65535: " + port);
    }
    if (host.isBlank()) {
      throw new IllegalArgumentException("the host is missing");
    }
  }

  /**
   * Parses {@code 02...@host:port}; IPv6 addresses stand in brackets.
   *
   * @throws IllegalArgumentException when it has another form
   */
  public static NodeUri parse(String text) {
    int at = text.indexOf('@');
    if (at < 0) {
      throw new IllegalArgumentException("a node is written node_id@host:port, not " + text);
    }
    PublicKey nodeId = PublicKey.fromHex(text.substring(0, at));
    String address = text.substring(at + 1);
    int colon = address.lastIndexOf(':');
    boolean hasPort = colon > address.lastIndexOf(']') && colon >= 0;
    String host = hasPort ? address.substring(0, colon) : address;
    int port = hasPort ? Integer.parseInt(address.substring(colon + 1)) : DEFAULT_PORT;
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return new NodeUri(nodeId, bracketed ? host.substring(1, host.length() - 1) : host, port);
  }

  @Override
  public String toString() {
    return nodeId + "@" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
