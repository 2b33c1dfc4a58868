package org.boltj.transport;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.boltj.base.Bytes;

/** Counts connections by where they come from. Thread-safe. */
final class AddressCounts {
  private final Map<Bytes, Integer> counts = new HashMap<>();

  /** One more from there; gives how many there are now. */
  synchronized int enter(InetAddress address) {
    return counts.merge(networkOf(address), 1, Integer::sum);
  }

  synchronized void leave(InetAddress address) {
    counts.computeIfPresent(networkOf(address), (network, n) -> n == 1 ? null : n - 1);
  }

  /** One IPv4 address, or the IPv6 network of 64 bits that one user usually has. */
  static Bytes networkOf(InetAddress address) {
    Bytes whole = Bytes.wrap(address.getAddress());
    return address instanceof Inet6Address ? whole.slice(0, 8) : whole;
  }
}
