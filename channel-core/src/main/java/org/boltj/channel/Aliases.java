package org.boltj.channel;

import org.boltj.base.Bytes;
import org.boltj.base.ShortChannelId;

/** Short ids that name a channel without telling where its funding is (BOLT 2, channel_ready). */
final class Aliases {
  /** Real blocks of this height are two centuries away, so that no alias is a real id. */
  private static final int FIRST_HEIGHT = 16_000_000;

  private static final int HEIGHTS = 250_000;

  private Aliases() {}

  /** An alias from random bytes, at least 8 of them. */
  static ShortChannelId of(Bytes entropy) {
    int height =
        FIRST_HEIGHT
            + (entropy.unsigned(0) << 16 | entropy.unsigned(1) << 8 | entropy.unsigned(2))
                % HEIGHTS;
    int txIndex = entropy.unsigned(3) << 16 | entropy.unsigned(4) << 8 | entropy.unsigned(5);
    return ShortChannelId.of(height, txIndex, entropy.unsigned(6) << 8 | entropy.unsigned(7));
  }
}
