package org.boltj.channel;

import java.util.List;
import java.util.function.Supplier;

/**
 * Two ends that want something of each other.
 *
 * @param start makes the two ends as they are before the first act
 * @param goalsOfA what alice, who opened the channel, does in this order
 * @param goalsOfB what bob does in this order
 */
record Dialogue(String name, Supplier<TestPair> start, List<Goal> goalsOfA, List<Goal> goalsOfB) {
  @Override
  public String toString() {
    return name;
  }
}
