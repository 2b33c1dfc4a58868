package org.boltj.sim.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
import org.boltj.node.ChannelInfo;
import org.boltj.tx.TxOutput;

/**
 * Checks that no satoshi was made or lost: the chain's books balance, every channel's funding
 * output is there and worth its capacity, and both of its sides agree on who owns what of it. To be
 * read when no HTLC is under way.
 */
public final class Books {
  private final World world;
  private final List<String> faults = new ArrayList<>();

  private Books(World world) {
    this.world = world;
  }

  /** What is wrong, in words; empty when the books balance. */
  public static List<String> faults(World world) {
    Books books = new Books(world);
    books.check();
    return List.copyOf(books.faults);
  }

  private void check() {
    if (!world.chain().supply().isBalanced()) {
      faults.add("the chain does not balance: " + world.chain().supply());
    }
    Map<ChannelId, ChannelInfo> otherSides = new HashMap<>();
    for (SimNode node : world.nodes()) {
      for (ChannelInfo side : node.node().channels()) {
        ChannelInfo other = otherSides.remove(side.channelId());
        checkFunding(side);
        if (other == null) {
          otherSides.put(side.channelId(), side);
        } else {
          checkSides(side, other);
        }
      }
    }
    if (!otherSides.isEmpty()) {
      faults.add(otherSides.size() + " channels are known to one side only");
    }
  }

  private void checkFunding(ChannelInfo channel) {
    Optional<TxOutput> output = world.chain().unspent(channel.funding());
    if (output.isEmpty() || !output.get().amount().equals(channel.capacity())) {
      faults.add(channel.channelId() + ": the funding output is not worth its capacity");
    }
    if (channel.pendingHtlcs() > 0) {
      faults.add(channel.channelId() + " has " + channel.pendingHtlcs() + " HTLCs pending");
    }
    MilliSatoshi owned = channel.localBalance().plus(channel.remoteBalance());
    if (!owned.equals(channel.capacity().toMilliSatoshi())) {
      faults.add(channel.channelId() + " holds " + owned + " of " + channel.capacity());
    }
  }

  private void checkSides(ChannelInfo one, ChannelInfo other) {
    if (!one.localBalance().equals(other.remoteBalance())
        || !one.remoteBalance().equals(other.localBalance())) {
      faults.add(one.channelId() + ": its sides disagree on the balances");
    }
  }

  /** What all nodes have in channels together. */
  public static MilliSatoshi inChannels(World world) {
    return world.nodes().stream()
        .map(SimNode::balance)
        .reduce(MilliSatoshi.ZERO, MilliSatoshi::plus);
  }
}
