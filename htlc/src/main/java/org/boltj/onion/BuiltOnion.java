package org.boltj.onion;

import java.util.List;

/**
 * A packet for the first hop of a route, and the secrets shared with the hops, in order of the
 * route. The secrets are needed to read a returned failure.
 */
public record BuiltOnion(OnionPacket packet, List<SharedSecret> sharedSecrets) {
  public BuiltOnion {
    sharedSecrets = List.copyOf(sharedSecrets);
  }
}
