package org.boltj.peer;

/**
 * Times and rates of a connection. Whoever exceeds the rates of control messages, queries or
 * openings is disconnected; gossip beyond its rate is read later.
 *
 * @param initTimeoutMillis how long the peer may take for its init
 * @param pingAfterMillis after that long without a message from the peer, a ping is sent
 * @param pongTimeoutMillis how long the peer may take for anything after a ping
 * @param control messages that move no channel: pings, warnings, unknown ones, onion messages, and
 *     messages about channels that do not exist
 * @param queries of gossip (BOLT 7); each may ask for the whole graph
 * @param openings open_channel; each costs us keys and signatures
 * @param gossip announcements and updates; each costs up to four signature checks
 */
public record PeerLimits(
    long initTimeoutMillis,
    long pingAfterMillis,
    long pongTimeoutMillis,
    Rate control,
    Rate queries,
    Rate openings,
    Rate gossip) {
  public static final PeerLimits DEFAULT =
      new PeerLimits(
          30_000,
          30_000,
          30_000,
          new Rate(1_000, 50),
          new Rate(200, 2),
          new Rate(20, 0.2),
          new Rate(20_000, 5_000));

  /**
   * How much may come.
   *
   * @param burst at once
   * @param perSecond in the long run
   */
  public record Rate(int burst, double perSecond) {
    public Rate {
      if (burst < 1 || !(perSecond > 0)) {
        throw new IllegalArgumentException("a rate lets something through: " + burst);
      }
    }
  }

  public PeerLimits {
    if (initTimeoutMillis < 1 || pingAfterMillis < 1 || pongTimeoutMillis < 1) {
      throw new IllegalArgumentException("a peer needs time to answer");
    }
  }

  /** With other times, in milliseconds. */
  public PeerLimits withTimes(long initTimeout, long pingAfter, long pongTimeout) {
    return new PeerLimits(initTimeout, pingAfter, pongTimeout, control, queries, openings, gossip);
  }

  public PeerLimits withControl(Rate rate) {
    return new PeerLimits(
        initTimeoutMillis, pingAfterMillis, pongTimeoutMillis, rate, queries, openings, gossip);
  }

  public PeerLimits withQueries(Rate rate) {
    return new PeerLimits(
        initTimeoutMillis, pingAfterMillis, pongTimeoutMillis, control, rate, openings, gossip);
  }

  public PeerLimits withOpenings(Rate rate) {
    return new PeerLimits(
        initTimeoutMillis, pingAfterMillis, pongTimeoutMillis, control, queries, rate, gossip);
  }

  public PeerLimits withGossip(Rate rate) {
    return new PeerLimits(
        initTimeoutMillis, pingAfterMillis, pongTimeoutMillis, control, queries, openings, rate);
  }
}
