package org.boltj.peer;

/**
 * Times and bounds of a connection.
 *
 * @param initTimeoutMillis how long the peer may take for its init
 * @param pingAfterMillis after that long without a message from the peer, a ping is sent
 * @param pongTimeoutMillis how long the peer may take for anything after a ping
 * @param controlBurst how many messages that move no channel (pings, queries, unknown ones) may
 *     come at once
 * @param controlPerSecond how many of them may come each second in the long run
 */
public record PeerLimits(
    long initTimeoutMillis,
    long pingAfterMillis,
    long pongTimeoutMillis,
    int controlBurst,
    int controlPerSecond) {
  public static final PeerLimits DEFAULT = new PeerLimits(30_000, 30_000, 30_000, 1_000, 50);
}
