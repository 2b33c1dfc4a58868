package org.boltj.transport;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.boltj.base.Bytes;

/**
 * Bounds the inbound handshakes that go on at the same time. When all slots are taken, the oldest
 * gives way: an honest handshake needs one round trip, while one that merely holds a slot gets old.
 * Thread-safe.
 *
 * @param <T> what names a handshake, by identity or equality
 */
final class HandshakeSlots<T> {
  private final int maxTotal;
  private final int maxPerNetwork;

  /** All handshakes, oldest first, with the network that each came from. */
  private final Map<T, Bytes> networks = new LinkedHashMap<>();

  private final Map<Bytes, Set<T>> byNetwork = new HashMap<>();

  HandshakeSlots(int maxTotal, int maxPerNetwork) {
    this.maxTotal = maxTotal;
    this.maxPerNetwork = maxPerNetwork;
  }

  /** Takes a slot; a handshake that has to give way for it is returned, and has left already. */
  synchronized Optional<T> enter(T handshake, InetAddress address) {
    Bytes network = AddressCounts.networkOf(address);
    Set<T> neighbours = byNetwork.getOrDefault(network, Set.of());
    Optional<T> oldest = Optional.empty();
    if (neighbours.size() >= maxPerNetwork) {
      oldest = first(neighbours);
    } else if (networks.size() >= maxTotal) {
      oldest = first(networks.keySet());
    }
    oldest.ifPresent(this::leave);
    networks.put(handshake, network);
    byNetwork.computeIfAbsent(network, n -> new LinkedHashSet<>()).add(handshake);
    return oldest;
  }

  /** Frees the slot, if the handshake still has one. */
  synchronized void leave(T handshake) {
    Bytes network = networks.remove(handshake);
    if (network != null) {
      byNetwork.computeIfPresent(
          network,
          (n, all) -> {
            all.remove(handshake);
            return all.isEmpty() ? null : all;
          });
    }
  }

  synchronized int size() {
    return networks.size();
  }

  private static <T> Optional<T> first(Set<T> handshakes) {
    Iterator<T> all = handshakes.iterator();
    return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
  }
}
