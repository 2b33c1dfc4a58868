package org.boltj.node;

import java.util.LinkedHashMap;
import java.util.Map;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.base.PublicKey;
import org.boltj.channel.WaitForFundingConfirmed;
import org.boltj.codec.DecodeException;
import org.boltj.message.PeerStorage;
import org.boltj.message.WarningMessage;

/**
 * The connected peers that keep our static backup (BOLT 1, "Peer storage"). Each gets it after a
 * connection, when a channel comes or goes, and once an hour when channels have moved; at most once
 * a minute.
 */
final class BackupKeepers {
  /** BOLT 1: a blob should have this size, so that it tells nothing by its size. */
  static final int BLOB_SIZE = 65_531;

  private static final long INTERVAL_MILLIS = 60_000;
  private static final long REFRESH_MILLIS = 3_600_000;

  /** What the peer has is looked at before it is replaced. */
  private static final long PATIENCE_MILLIS = 10_000;

  private static final ChannelId NO_CHANNEL = new ChannelId(Bytes.zeros(32));

  private final Env env;
  private final Backups backups;
  private final ChannelTable channels;
  private final Peers peers;
  private final Map<PublicKey, Keeper> keepers = new LinkedHashMap<>();

  private static final class Keeper {
    private boolean outOfDate = true;
    private long notBeforeMillis;
    private long refreshMillis = Long.MAX_VALUE;
    private long progress;
  }

  BackupKeepers(Env env, Backups backups, ChannelTable channels, Peers peers) {
    this.env = env;
    this.backups = backups;
    this.channels = channels;
    this.peers = peers;
  }

  void established(PublicKey peer, Features remoteFeatures) {
    if (remoteFeatures.supports(Feature.OPTION_PROVIDE_STORAGE)) {
      Keeper keeper = new Keeper();
      keeper.notBeforeMillis = env.nowMillis() + PATIENCE_MILLIS;
      keepers.put(peer, keeper);
    }
  }

  void disconnected(PublicKey peer) {
    keepers.remove(peer);
  }

  /** The peer gives back what it has. */
  void retrieved(PublicKey peer, Bytes blob) {
    boolean current = false;
    try {
      current = backups.compare(peer, blob);
    } catch (DecodeException e) {
      peers.send(peer, WarningMessage.of(NO_CHANNEL, "peer_storage_retrieval: " + e.getMessage()));
    }
    Keeper keeper = keepers.get(peer);
    if (keeper != null) {
      keeper.outOfDate = !current;
      keeper.notBeforeMillis = env.nowMillis();
      keeper.progress = backups.progress();
      keeper.refreshMillis = env.nowMillis() + REFRESH_MILLIS;
    }
  }

  /** Something has happened to the channel. */
  void noticed(ChannelSlot slot) {
    if (backups.noticed(slot)) {
      keepers.values().forEach(keeper -> keeper.outOfDate = true);
    }
  }

  void tick() {
    for (Map.Entry<PublicKey, Keeper> each : keepers.entrySet()) {
      Keeper keeper = each.getValue();
      if (env.nowMillis() >= keeper.refreshMillis) {
        keeper.outOfDate |= keeper.progress != backups.progress();
        keeper.refreshMillis = env.nowMillis() + REFRESH_MILLIS;
      }
      if (isDue(each.getKey(), keeper) && env.nowMillis() >= keeper.notBeforeMillis) {
        send(each.getKey(), keeper);
      }
    }
  }

  private void send(PublicKey peer, Keeper keeper) {
    peers.send(peer, new PeerStorage(backups.forPeer(peer, BLOB_SIZE)));
    keeper.outOfDate = false;
    keeper.progress = backups.progress();
    keeper.notBeforeMillis = env.nowMillis() + INTERVAL_MILLIS;
    keeper.refreshMillis = env.nowMillis() + REFRESH_MILLIS;
  }

  /** Peers keep nothing for those that they have no channel with. */
  private boolean isDue(PublicKey peer, Keeper keeper) {
    return keeper.outOfDate
        && channels.of(peer).stream()
            .anyMatch(
                slot ->
                    slot.persistent()
                        .filter(state -> !(state instanceof WaitForFundingConfirmed))
                        .isPresent());
  }

  long nextDeadlineMillis() {
    long next = Long.MAX_VALUE;
    for (Map.Entry<PublicKey, Keeper> each : keepers.entrySet()) {
      Keeper keeper = each.getValue();
      next = Math.min(next, keeper.refreshMillis);
      if (isDue(each.getKey(), keeper)) {
        next = Math.min(next, keeper.notBeforeMillis);
      }
    }
    return next;
  }
}
