package org.boltj.gossip.scoring;

import java.util.HashMap;
import java.util.Map;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.ShortChannelId;

/** What our own HTLCs carry through channels at present (msat). */
final class InFlight {
  private final Map<Long, long[]> channels = new HashMap<>();

  void add(ChannelDirection channel, long amount) {
    channels
            .computeIfAbsent(channel.shortChannelId().value(), id -> new long[2])[
            channel.direction()] +=
        amount;
  }

  /** Takes off what was added. */
  void remove(ChannelDirection channel, long amount) {
    long id = channel.shortChannelId().value();
    long[] both = channels.get(id);
    if (both != null) {
      both[channel.direction()] = Math.max(0, both[channel.direction()] - amount);
      if (both[0] == 0 && both[1] == 0) {
        channels.remove(id);
      }
    }
  }

  Map<ChannelDirection, MilliSatoshi> all() {
    Map<ChannelDirection, MilliSatoshi> all = new HashMap<>();
    channels.forEach(
        (id, both) -> {
          for (int direction = 0; direction < 2; direction++) {
            if (both[direction] > 0) {
              all.put(
                  new ChannelDirection(new ShortChannelId(id), direction),
                  MilliSatoshi.of(both[direction]));
            }
          }
        });
    return all;
  }

  long of(long channel, int direction) {
    if (channels.isEmpty()) {
      return 0;
    }
    long[] both = channels.get(channel);
    return both == null ? 0 : both[direction];
  }
}
