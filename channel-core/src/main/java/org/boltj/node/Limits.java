package org.boltj.node;

import org.boltj.peer.PeerLimits;
import org.boltj.transport.TransportLimits;

/**
 * What strangers and peers may cost a node. Whoever meets a limit is refused, slowed down or
 * disconnected alone; others are served on, and no channel fails by a limit. What one channel may
 * hold (pending HTLCs, value in flight, dust) is said by {@link org.boltj.updates.ChannelPolicy},
 * because it is agreed with the peer.
 *
 * <p>With the defaults a peer that does its worst holds 12 MiB: unread, and unsent messages.
 *
 * @param transport handshakes, connections in total and per address, unsent bytes of a slow reader;
 *     of no effect with a transport of your own
 * @param peer times, and rates of messages, of one connection
 * @param unreadMessages messages of one peer that wait for the node; beyond, its socket is not read
 * @param unreadBytes the same in bytes
 * @param unfundedChannelsPerPeer channels of one peer whose funding is not confirmed; beyond, its
 *     open_channel is refused
 * @param unfundedChannels the same of all peers together: node ids cost nothing
 * @param seenOnions onions remembered so that none is forwarded twice, about 100 bytes each in
 *     memory and 20 in the store; beyond, the oldest are forgotten
 */
public record Limits(
    TransportLimits transport,
    PeerLimits peer,
    int unreadMessages,
    long unreadBytes,
    int unfundedChannelsPerPeer,
    int unfundedChannels,
    int seenOnions) {
  public static final Limits DEFAULT =
      new Limits(TransportLimits.DEFAULT, PeerLimits.DEFAULT, 2_000, 4L << 20, 8, 1_000, 100_000);

  public Limits {
    if (unreadMessages < 2 || unreadBytes < 2 || seenOnions < 1) {
      throw new IllegalArgumentException("a peer must be able to send something");
    }
    if (unfundedChannelsPerPeer < 0 || unfundedChannels < 0) {
      throw new IllegalArgumentException("a number of channels cannot be negative");
    }
  }

  public Limits withTransport(TransportLimits changed) {
    return new Limits(
        changed,
        peer,
        unreadMessages,
        unreadBytes,
        unfundedChannelsPerPeer,
        unfundedChannels,
        seenOnions);
  }

  public Limits withPeer(PeerLimits changed) {
    return new Limits(
        transport,
        changed,
        unreadMessages,
        unreadBytes,
        unfundedChannelsPerPeer,
        unfundedChannels,
        seenOnions);
  }

  public Limits withUnread(int messages, long bytes) {
    return new Limits(
        transport, peer, messages, bytes, unfundedChannelsPerPeer, unfundedChannels, seenOnions);
  }

  public Limits withUnfundedChannels(int perPeer, int inTotal) {
    return new Limits(transport, peer, unreadMessages, unreadBytes, perPeer, inTotal, seenOnions);
  }

  public Limits withSeenOnions(int onions) {
    return new Limits(
        transport,
        peer,
        unreadMessages,
        unreadBytes,
        unfundedChannelsPerPeer,
        unfundedChannels,
        onions);
  }
}
