package org.boltj.node;

import java.util.Optional;
import org.boltj.base.Satoshi;
import org.boltj.channel.Closed;
import org.boltj.channel.PersistentState;

/**
 * What the wallet must keep to close channels with anchors: their commitments and HTLC transactions
 * pay too little by themselves, and what they lack comes from the wallet.
 */
final class Reserve {
  private final Env env;
  private final ChannelTable channels;

  /**
   * The wallet has too little.
   *
   * @param needed after what was asked for is paid
   * @param available after it
   */
  record Shortage(Satoshi needed, Satoshi available) {}

  Reserve(Env env, ChannelTable channels) {
    this.env = env;
    this.channels = channels;
  }

  /**
   * Whether the reserve would be touched; never, when the wallet does not tell what it has.
   *
   * @param moreChannels with anchors, to be opened
   * @param spent what they cost, with fees
   */
  Optional<Shortage> shortage(int moreChannels, Satoshi spent) {
    int count = anchorChannels() + moreChannels;
    if (count == 0) {
      return Optional.empty();
    }
    Satoshi needed = env.settings.channelPolicy().fees().reserveFor(count);
    return env.ports
        .funds()
        .spendable()
        .map(funds -> funds.minusOrZero(spent))
        .filter(rest -> rest.isLessThan(needed))
        .map(rest -> new Shortage(needed, rest));
  }

  private int anchorChannels() {
    int count = 0;
    for (ChannelSlot slot : channels.all()) {
      boolean counts =
          slot.data().state() instanceof PersistentState state
              && !(state instanceof Closed)
              && !state.params().format().anchorsCost().isZero();
      if (counts) {
        count++;
      }
    }
    return count;
  }
}
