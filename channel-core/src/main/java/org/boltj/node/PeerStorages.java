package org.boltj.node;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.Feature;
import org.boltj.base.PublicKey;
import org.boltj.channel.ChannelNotice;
import org.boltj.channel.Closed;
import org.boltj.channel.WaitForFundingConfirmed;
import org.boltj.message.PeerStorageRetrieval;
import org.boltj.store.Change;
import org.boltj.store.StoreException;

/**
 * Keeps a blob for each peer that we have a channel with, and gives it back (BOLT 1, "Peer
 * storage"). A peer's blob is written at most once a minute; of those that come faster the last one
 * waits.
 */
final class PeerStorages {
  private static final long WRITE_INTERVAL_MILLIS = 60_000;

  /** BOLT 1: after the last channel is closed a blob is kept for that many blocks. */
  static final int KEPT_BLOCKS = 2016;

  private static final int CLEAN_UP_BLOCKS = 144;

  private final Env env;
  private final ChannelTable channels;
  private final Peers peers;
  private final boolean offered;
  private final Map<PublicKey, Bytes> waiting = new HashMap<>();
  private final Map<PublicKey, Long> nextWriteMillis = new HashMap<>();

  PeerStorages(Env env, ChannelTable channels, Peers peers) {
    this.env = env;
    this.channels = channels;
    this.peers = peers;
    this.offered = env.settings.features().supports(Feature.OPTION_PROVIDE_STORAGE);
  }

  /** Before channel_reestablish: the peer may learn from it that it has lost something. */
  void established(PublicKey peer) {
    if (offered) {
      kept(peer).ifPresent(blob -> peers.send(peer, new PeerStorageRetrieval(blob)));
    }
  }

  private Optional<Bytes> kept(PublicKey peer) {
    Bytes newest = waiting.get(peer);
    try {
      return newest != null ? Optional.of(newest) : env.ports.store().peerStorage(peer);
    } catch (StoreException e) {
      throw new StoreFailure(e);
    }
  }

  /** A blob of a peer without an open channel is not kept. */
  void received(PublicKey peer, Bytes blob) {
    if (!offered || !hasOpenChannel(peer)) {
      return;
    }
    if (nextWriteMillis.getOrDefault(peer, 0L) <= env.nowMillis()) {
      write(peer, blob);
    } else {
      waiting.put(peer, blob);
    }
  }

  private void write(PublicKey peer, Bytes blob) {
    env.change(new Change.PutPeerStorage(peer, blob));
    nextWriteMillis.put(peer, env.nowMillis() + WRITE_INTERVAL_MILLIS);
  }

  private boolean hasOpenChannel(PublicKey peer) {
    return channels.of(peer).stream().anyMatch(PeerStorages::isOpen);
  }

  private static boolean isOpen(ChannelSlot slot) {
    return slot.persistent()
        .filter(state -> !(state instanceof WaitForFundingConfirmed) && !(state instanceof Closed))
        .isPresent();
  }

  void tick() {
    nextWriteMillis
        .entrySet()
        .removeIf(due -> due.getValue() <= env.nowMillis() && !waiting.containsKey(due.getKey()));
    for (PublicKey peer : List.copyOf(waiting.keySet())) {
      if (nextWriteMillis.getOrDefault(peer, 0L) <= env.nowMillis()) {
        var storage = waiting.remove(peer);
        if (storage != null) {
          write(peer, storage);
        }
      }
    }
  }

  long nextDeadlineMillis() {
    return waiting.keySet().stream()
        .mapToLong(peer -> nextWriteMillis.getOrDefault(peer, 0L))
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** The blob must be kept as long as there is a channel, and for a while after. */
  void noticed(ChannelSlot slot, ChannelNotice notice) {
    PublicKey peer = slot.remoteNodeId;
    if (notice instanceof ChannelNotice.Ready) {
      env.change(new Change.KeepPeerStorage(peer, Integer.MAX_VALUE));
    } else if (notice instanceof ChannelNotice.Closed && !hasOpenChannel(peer)) {
      Bytes newest = waiting.remove(peer);
      if (newest != null) {
        write(peer, newest);
      }
      env.change(new Change.KeepPeerStorage(peer, env.blockHeight() + KEPT_BLOCKS));
    }
  }

  void blockConnected(int height) {
    if (offered && height % CLEAN_UP_BLOCKS == 0) {
      env.change(new Change.DropPeerStorage(height));
    }
  }
}
