package org.boltj.peer;

import java.util.List;
import java.util.Optional;
import org.boltj.base.BlockHash;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.message.Init;

/** Whether the init of a peer fits ours (BOLT 1, "The init Message"; BOLT 9). */
public final class InitRules {
  private InitRules() {}

  /** Why the connection must be closed, in words that the peer is told; empty when both fit. */
  public static Optional<String> refusal(Features ours, BlockHash chain, Init remote) {
    Features theirs = remote.allFeatures();
    List<Integer> unknown = theirs.requiredBitsUnknownTo(ours);
    if (!unknown.isEmpty()) {
      return Optional.of("you require features that are not known here: " + unknown);
    }
    List<Feature> incomplete = theirs.withMissingDependencies();
    if (!incomplete.isEmpty()) {
      return Optional.of("you set features without what they depend on: " + incomplete);
    }
    List<Integer> lacking = ours.requiredBitsUnknownTo(theirs);
    if (!lacking.isEmpty()) {
      return Optional.of("you lack features that are required here: " + lacking);
    }
    if (!remote.supportsChain(chain)) {
      return Optional.of("no common chain: this node is on " + chain);
    }
    return Optional.empty();
  }
}
