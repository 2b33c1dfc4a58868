package org.boltj.transport;

import java.time.Duration;

/**
 * What strangers may cost us.
 *
 * @param handshakeTimeout from the first byte of a connection to the end of its handshake
 * @param maxHandshakes inbound handshakes at the same time; beyond it the oldest gives way
 * @param maxHandshakesPerAddress the same for one IPv4 address or one IPv6 network of 64 bits
 * @param maxInboundConnections connections after their handshake; beyond it strangers are refused
 * @param maxPendingBytes bytes that a connection may leave unsent before it is cut off
 * @param closeTimeout how long a closed connection may take to send what was queued before
 * @param maxConnectionsPerAddress connections after their handshake from one IPv4 address or one
 *     IPv6 network of 64 bits; a node behind a proxy, where all come from one address, needs more
 */
public record TransportLimits(
    Duration handshakeTimeout,
    int maxHandshakes,
    int maxHandshakesPerAddress,
    int maxInboundConnections,
    long maxPendingBytes,
    Duration closeTimeout,
    int maxConnectionsPerAddress) {
  public static final TransportLimits DEFAULT =
      new TransportLimits(
          Duration.ofSeconds(10), 256, 32, 1000, 8L << 20, Duration.ofSeconds(2), 50);

  /** As many connections from one address as from all. */
  public TransportLimits(
      Duration handshakeTimeout,
      int maxHandshakes,
      int maxHandshakesPerAddress,
      int maxInboundConnections,
      long maxPendingBytes,
      Duration closeTimeout) {
    this(
        handshakeTimeout,
        maxHandshakes,
        maxHandshakesPerAddress,
        maxInboundConnections,
        maxPendingBytes,
        closeTimeout,
        maxInboundConnections);
  }

  public TransportLimits {
    if (handshakeTimeout.isNegative() || closeTimeout.isNegative()) {
      throw new IllegalArgumentException("a timeout cannot be negative");
    }
    if (maxHandshakes < 1
        || maxHandshakesPerAddress < 1
        || maxInboundConnections < 0
        || maxConnectionsPerAddress < 0) {
      throw new IllegalArgumentException("a limit is too low to accept any connection");
    }
    if (maxPendingBytes < CipherState.MAX_MESSAGE_SIZE + CipherState.OVERHEAD) {
      throw new IllegalArgumentException("maxPendingBytes must leave room for one message");
    }
  }
}
