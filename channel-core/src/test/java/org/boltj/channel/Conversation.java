package org.boltj.channel;

import java.util.List;

/**
 * Where a dialogue has got to. Ends and messages are numbers of {@link Interned} values, so that
 * two of these are compared quickly.
 *
 * @param fromA messages of alice that bob has not received yet
 * @param fromB messages of bob that alice has not received yet
 */
record Conversation(int a, int b, List<Integer> fromA, List<Integer> fromB, boolean connected) {
  Conversation {
    fromA = List.copyOf(fromA);
    fromB = List.copyOf(fromB);
  }
}
