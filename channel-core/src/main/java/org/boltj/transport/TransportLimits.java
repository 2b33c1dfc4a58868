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
 */
public record TransportLimits(
    Duration handshakeTimeout,
    int maxHandshakes,
    int maxHandshakesPerAddress,
    int maxInboundConnections,
    long maxPendingBytes,
    Duration closeTimeout) {
  public static final TransportLimits DEFAULT =
      new TransportLimits(Duration.ofSeconds(10), 256, 32, 1000, 16L << 20, Duration.ofSeconds(2));

  public TransportLimits {
    if (handshakeTimeout.isNegative() || closeTimeout.isNegative()) {
      throw new IllegalArgumentException("a timeout cannot be negative");
    }
    if (maxHandshakes < 1 || maxHandshakesPerAddress < 1 || maxInboundConnections < 0) {
      throw new IllegalArgumentException("a limit is too low to accept any connection");
    }
    if (maxPendingBytes < CipherState.MAX_MESSAGE_SIZE + CipherState.OVERHEAD) {
      throw new IllegalArgumentException("maxPendingBytes must leave room for one message");
    }
  }
}
