package org.boltj.node;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.boltj.channel.Link;
import org.boltj.channel.UpdatableState;
import org.boltj.updates.Commitments;
import org.jspecify.annotations.Nullable;

/**
 * What can be computed before it is asked for, while nothing else is to do: the keys of the next
 * commitments of channels in use. Changes nothing but how long the next step takes.
 */
final class Foresight {
  private final Set<ChannelSlot> local = new LinkedHashSet<>();
  private final Set<ChannelSlot> remote = new LinkedHashSet<>();

  /** The channel has moved on. */
  void stepped(ChannelSlot slot) {
    if (slot.data().link() == Link.UP && slot.data().state() instanceof UpdatableState) {
      local.add(slot);
      remote.add(slot);
    } else {
      local.remove(slot);
      remote.remove(slot);
    }
  }

  /**
   * Does a small piece of work, as long as a few signatures.
   *
   * @return whether there was one to do
   */
  boolean work() {
    ChannelSlot ours = take(local);
    if (ours != null) {
      prepareLocal(ours);
      return true;
    }
    ChannelSlot theirs = take(remote);
    if (theirs != null) {
      prepareRemote(theirs);
    }
    return theirs != null;
  }

  private static @Nullable ChannelSlot take(Set<ChannelSlot> slots) {
    Iterator<ChannelSlot> next = slots.iterator();
    if (!next.hasNext()) {
      return null;
    }
    ChannelSlot slot = next.next();
    next.remove();
    return slot;
  }

  private static void prepareLocal(ChannelSlot slot) {
    if (slot.data().state() instanceof UpdatableState state) {
      Commitments c = state.commitments();
      slot.signer.prepareLocal(c.localCommit().number() + 1, c.params().remoteBasepoints());
    }
  }

  private static void prepareRemote(ChannelSlot slot) {
    if (slot.data().state() instanceof UpdatableState state) {
      Commitments c = state.commitments();
      slot.signer.prepareRemote(c.params().remoteBasepoints(), c.remoteNextPerCommitmentPoint());
    }
  }
}
