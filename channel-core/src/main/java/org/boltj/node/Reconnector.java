package org.boltj.node;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.boltj.base.PublicKey;
import org.boltj.peer.Backoff;
import org.boltj.store.Change;
import org.boltj.store.PeerRecord;

/** Keeps connections to the peers that we have channels with. */
final class Reconnector {
  private final Env env;
  private final Peers peers;
  private final ChannelTable channels;
  private final Map<PublicKey, Address> addresses = new LinkedHashMap<>();

  private static final class Address {
    private final NodeUri uri;
    private int failures;
    private boolean attempting;
    private long nextAttemptMillis;

    private Address(NodeUri uri) {
      this.uri = uri;
    }
  }

  Reconnector(Env env, Peers peers, ChannelTable channels) {
    this.env = env;
    this.peers = peers;
    this.channels = channels;
  }

  void restore(PeerRecord peer) {
    addresses.put(peer.nodeId(), new Address(new NodeUri(peer.nodeId(), peer.host(), peer.port())));
  }

  /** The peer is said to be there, for want of something better. */
  void learn(PeerRecord peer) {
    if (!addresses.containsKey(peer.nodeId())) {
      restore(peer);
      env.change(new Change.PutPeer(peer));
    }
  }

  /** Where the peer was reached last. */
  Optional<NodeUri> address(PublicKey peer) {
    return Optional.ofNullable(addresses.get(peer)).map(address -> address.uri);
  }

  /** The peer was reached there: remember it. */
  void reached(NodeUri uri) {
    Address known = addresses.get(uri.nodeId());
    if (known == null || !known.uri.equals(uri)) {
      addresses.put(uri.nodeId(), new Address(uri));
      env.change(new Change.PutPeer(new PeerRecord(uri.nodeId(), uri.host(), uri.port())));
    } else {
      known.failures = 0;
    }
  }

  /** The connection ended: try again soon. */
  void lost(PublicKey peer) {
    Address address = addresses.get(peer);
    if (address != null && !address.attempting) {
      postpone(address);
    }
  }

  private void postpone(Address address) {
    address.failures++;
    long delay = Backoff.delayMillis(address.failures, env.ports.entropy().next(2));
    address.nextAttemptMillis = env.nowMillis() + delay;
  }

  void tick() {
    for (Address address : addresses.values()) {
      if (isDue(address) && address.nextAttemptMillis <= env.nowMillis()) {
        attempt(address);
      }
    }
  }

  private boolean isDue(Address address) {
    PublicKey peer = address.uri.nodeId();
    return !address.attempting && channels.hasAny(peer) && !peers.isConnected(peer);
  }

  private void attempt(Address address) {
    address.attempting = true;
    CompletableFuture<PublicKey> done = new CompletableFuture<>();
    done.whenComplete((peer, failure) -> env.inbox.add(() -> attempted(address, failure == null)));
    peers.connect(address.uri, done);
  }

  private void attempted(Address address, boolean connected) {
    address.attempting = false;
    if (connected) {
      address.failures = 0;
    } else {
      postpone(address);
    }
  }

  long nextDeadlineMillis() {
    long next = Long.MAX_VALUE;
    for (Address address : addresses.values()) {
      if (isDue(address)) {
        next = Math.min(next, address.nextAttemptMillis);
      }
    }
    return next;
  }
}
