package org.boltj.gossip.scoring;

import java.util.Arrays;
import org.boltj.gossip.graph.GraphView;

/**
 * Finds the slots of a graph's channels by their numbers there: each is looked up where it was
 * found last, for any graph, and by its id if it is not there. What is remembered is a guess that
 * is checked, so that several threads may read and write it without locks.
 */
final class GraphSlots {
  private final ChannelSlots slots;
  private int[] guesses = {};

  GraphSlots(ChannelSlots slots) {
    this.slots = slots;
  }

  /** There may be that many channels. */
  void expect(int channels) {
    if (guesses.length < channels) {
      guesses = Arrays.copyOf(guesses, channels + channels / 8);
    }
  }

  /** The slot of a channel, or {@link ChannelSlots#NONE}. */
  int find(GraphView graph, int channel) {
    if (slots.size() == 0) {
      return ChannelSlots.NONE;
    }
    long id = graph.shortChannelId(channel).value();
    int[] known = guesses;
    if (channel >= known.length) {
      return slots.find(id);
    }
    int slot = slots.find(id, known[channel]);
    if (slot >= 0 && slot != known[channel]) {
      known[channel] = slot;
    }
    return slot;
  }
}
