package org.boltj.bolt5;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * One case of BOLT 5.
 *
 * @param disturbances beside which it is played
 * @param play until the channel ends on the chain; the closing side is given
 */
record Case(String name, List<Disturbance> disturbances, BiConsumer<Pair, Party> play) {
  static Case of(String name, BiConsumer<Pair, Party> play) {
    return new Case(name, List.of(Disturbance.values()), play);
  }

  /** For what has reorganizations of its own, or counts blocks. */
  static Case undisturbed(String name, BiConsumer<Pair, Party> play) {
    return new Case(name, List.of(Disturbance.NONE), play);
  }
}
