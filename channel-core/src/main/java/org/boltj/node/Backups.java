package org.boltj.node;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.boltj.backup.BackupKey;
import org.boltj.backup.ChannelBackup;
import org.boltj.backup.ChannelBackup.PeerAddress;
import org.boltj.backup.LostChannel;
import org.boltj.backup.StaticBackup;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.PublicKey;
import org.boltj.channel.ChannelEvent;
import org.boltj.channel.Closed;
import org.boltj.channel.DataLoss;
import org.boltj.channel.PersistentState;
import org.boltj.channel.Unproven;
import org.boltj.channel.WaitForFundingConfirmed;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.store.Change;
import org.boltj.store.PeerRecord;
import org.boltj.store.StoredNode;

/**
 * The static backup of this node: makes it, counts its changes, brings channels back from one, and
 * finds out by one that this node is older than it.
 */
final class Backups {
  private static final String NUMBER = "backup_number";
  private static final String RESCAN = "rescan_from";
  private static final int SALT_SIZE = 16;

  private final Env env;
  private final Channels channels;
  private final Peers peers;
  private final Reconnector reconnector;
  private final BackupKey key;

  /** The channels in the backup. */
  private final Set<ChannelId> listed = new HashSet<>();

  /** Channels of the store that are over: backups of others may still name them. */
  private final Set<ChannelId> ended = new HashSet<>();

  private long number;

  /** Blocks from that height on are to be looked at again at the next start. */
  private OptionalInt rescanFrom = OptionalInt.empty();

  Backups(Env env, Channels channels, Peers peers, Reconnector reconnector) {
    this.env = env;
    this.channels = channels;
    this.peers = peers;
    this.reconnector = reconnector;
    this.key = BackupKey.of(env.ports.keys().nodeSigner());
  }

  // ---- start ----

  /**
   * Takes the channels of the store, and brings back those that only the operator's backup has.
   *
   * @return the height from which the chain must be looked at again
   */
  OptionalInt restore(StoredNode stored) {
    number = number(stored.meta(), NUMBER);
    int rescan = (int) number(stored.meta(), RESCAN);
    boolean doubtful = doubtsStore(stored);
    for (PersistentState state : stored.channels()) {
      if (state instanceof Closed) {
        ended.add(state.channelId());
      } else {
        load(state, doubtful);
      }
    }
    OptionalInt scanFrom = rescan > 0 ? OptionalInt.of(rescan) : OptionalInt.empty();
    if (env.settings.recovery().backup().isPresent()) {
      StaticBackup backup = env.settings.recovery().backup().get();
      bringBack(backup);
      number = Math.max(number, backup.number());
      putNumber(NUMBER, number);
      scanFrom = lower(scanFrom, rescanFrom);
    }
    if (scanFrom.isPresent()) {
      putNumber(RESCAN, 0);
    }
    rescanFrom = OptionalInt.empty();
    return scanFrom;
  }

  private boolean doubtsStore(StoredNode stored) {
    boolean marked = !stored.meta().getOrDefault(StoredNode.COPY_MARK, Bytes.EMPTY).isEmpty();
    if (marked) {
      env.change(new Change.PutMeta(StoredNode.COPY_MARK, Bytes.EMPTY));
    }
    return marked || env.settings.recovery().restoredCopy();
  }

  private void load(PersistentState state, boolean doubtful) {
    PersistentState taken = doubtful ? Unproven.doubt(state) : state;
    if (!taken.equals(state)) {
      env.change(new Change.PutChannel(taken));
    }
    channels.restore(taken);
    if (isListed(taken)) {
      listed.add(taken.channelId());
    }
  }

  private void bringBack(StaticBackup backup) {
    for (ChannelBackup channel : backup.channels()) {
      if (isUnknown(channel)) {
        bringBack(channel);
      }
    }
  }

  private boolean isUnknown(ChannelBackup channel) {
    ChannelId id = channel.channelId();
    return channels.table().byId(id).isEmpty() && !ended.contains(id);
  }

  private ChannelSlot bringBack(ChannelBackup channel) {
    DataLoss state =
        LostChannel.of(
            channel, env.nodeId, env.ports.keys().channelSigner(channel.keyIndex()).basepoints());
    env.change(new Change.PutChannel(state));
    channel
        .address()
        .ifPresent(at -> reconnector.learn(new PeerRecord(channel.peer(), at.host(), at.port())));
    listed.add(channel.channelId());
    rescanFrom = lower(rescanFrom, OptionalInt.of(Math.max(1, channel.scanFrom())));
    return channels.restore(state);
  }

  private static OptionalInt lower(OptionalInt a, OptionalInt b) {
    return a.isEmpty() || (b.isPresent() && b.getAsInt() < a.getAsInt()) ? b : a;
  }

  private static long number(Map<String, Bytes> meta, String name) {
    Bytes value = meta.getOrDefault(name, Bytes.EMPTY);
    try {
      return value.isEmpty() ? 0 : new WireReader(value).u64();
    } catch (DecodeException e) {
      throw new IllegalStateException(name + " in the store is no number", e);
    }
  }

  private void putNumber(String name, long value) {
    env.change(new Change.PutMeta(name, new WireWriter().u64(value).toBytes()));
  }

  // ---- the backup ----

  /** The number of the backup as it is now; grows when a channel comes or goes. */
  long number() {
    return number;
  }

  /** For the application to keep. */
  Bytes export() {
    return key.export(of(channels.table().all()), env.ports.entropy().next(SALT_SIZE));
  }

  /** For a peer to keep: its own channels first, and as many of the others as there is room for. */
  Bytes forPeer(PublicKey peer, int size) {
    List<ChannelSlot> ordered = new ArrayList<>(channels.table().of(peer));
    channels.table().all().stream().filter(s -> !s.remoteNodeId.equals(peer)).forEach(ordered::add);
    Bytes salt = env.ports.entropy().next(SALT_SIZE);
    while (true) {
      Optional<Bytes> sealed = key.seal(of(ordered), salt, size);
      if (sealed.isPresent()) {
        return sealed.get();
      }
      ordered = ordered.subList(0, ordered.size() * 3 / 4);
    }
  }

  private StaticBackup of(List<ChannelSlot> slots) {
    List<ChannelBackup> backups = new ArrayList<>();
    for (ChannelSlot slot : slots) {
      slot.persistent()
          .filter(Backups::isListed)
          .ifPresent(
              state ->
                  backups.add(
                      ChannelBackup.of(state, address(slot.remoteNodeId), env.blockHeight())));
    }
    return new StaticBackup(env.settings.network().chainHash(), number, backups);
  }

  private Optional<PeerAddress> address(PublicKey peer) {
    return reconnector.address(peer).map(uri -> new PeerAddress(uri.host(), uri.port()));
  }

  /** What a stranger began, and nobody has funded yet, holds nothing of ours. */
  private static boolean isListed(PersistentState state) {
    boolean begunByStranger =
        state instanceof WaitForFundingConfirmed && !state.params().localIsOpener();
    return !begunByStranger && !(state instanceof Closed);
  }

  /** Something has happened to the channel: whether that changes the backup. */
  boolean noticed(ChannelSlot slot) {
    boolean belongs = slot.persistent().filter(Backups::isListed).isPresent();
    if (slot.isClosed()) {
      ended.add(slot.id());
    }
    boolean changed = belongs ? listed.add(slot.id()) : listed.remove(slot.id());
    if (changed) {
      count();
    }
    return changed;
  }

  private void count() {
    number++;
    putNumber(NUMBER, number);
    env.publish(new NodeEvent.StaticBackupChanged(number));
  }

  /** Sum of all commitment numbers: grows with every change of any channel. */
  long progress() {
    long sum = 0;
    for (ChannelSlot slot : channels.table().all()) {
      sum +=
          slot.persistent()
              .map(
                  s ->
                      s.commitments().localCommit().number()
                          + s.commitments().remoteCommit().number())
              .orElse(0L);
    }
    return sum;
  }

  // ---- what peers have kept ----

  /**
   * Looks at what a peer has kept for us. If it is newer than we are, our store is an old copy:
   * what the backup proves to be outdated is lost, what we do not know comes back as lost, and the
   * rest waits for its peers.
   *
   * @return whether it tells all that a backup would tell now
   * @throws DecodeException when it is no backup of ours
   */
  boolean compare(PublicKey peer, Bytes blob) throws DecodeException {
    StaticBackup kept = key.open(blob);
    if (!kept.chainHash().equals(env.settings.network().chainHash())) {
      throw new DecodeException("a backup of another network");
    }
    boolean newer = kept.number() > number;
    List<ChannelId> outdated = outdated(kept);
    List<ChannelId> recovered = newer ? recover(kept) : List.of();
    if (newer) {
      number = kept.number();
      count();
      for (ChannelSlot slot : channels.table().all()) {
        channels.step(slot, new ChannelEvent.Doubted(slot.remoteNodeId.equals(peer)));
      }
    }
    if (newer || !outdated.isEmpty()) {
      env.publish(new NodeEvent.OldStateFound(peer, outdated, recovered));
    }
    return kept.number() == number && isComplete(kept);
  }

  private List<ChannelId> outdated(StaticBackup kept) {
    List<ChannelId> outdated = new ArrayList<>();
    for (ChannelBackup channel : kept.channels()) {
      Optional<ChannelSlot> slot = channels.table().byId(channel.channelId());
      boolean older =
          slot.flatMap(ChannelSlot::persistent)
              .filter(s -> Unproven.mayPublish(s) && channel.isNewerThan(s.commitments()))
              .isPresent();
      if (older) {
        channels.step(slot.orElseThrow(), new ChannelEvent.Outdated());
        outdated.add(channel.channelId());
      }
    }
    return outdated;
  }

  private List<ChannelId> recover(StaticBackup kept) {
    List<ChannelId> recovered = new ArrayList<>();
    for (ChannelBackup channel : kept.channels()) {
      if (isUnknown(channel)) {
        ChannelSlot slot = bringBack(channel);
        channels.step(slot, new ChannelEvent.Restored());
        if (peers.isEstablished(channel.peer())) {
          channels.step(
              slot,
              new ChannelEvent.LinkUp(
                  env.settings.features(), peers.remoteFeatures(channel.peer())));
        }
        recovered.add(channel.channelId());
      }
    }
    if (!recovered.isEmpty()) {
      // What happened to them before now is seen at the next start.
      putNumber(RESCAN, rescanFrom.orElseThrow());
    }
    return recovered;
  }

  private boolean isComplete(StaticBackup kept) {
    return kept.channels().stream()
        .allMatch(
            channel ->
                channels
                    .table()
                    .byId(channel.channelId())
                    .flatMap(ChannelSlot::persistent)
                    .filter(
                        s ->
                            s.commitments().localCommit().number() == channel.localNumber()
                                && s.commitments().remoteCommit().number()
                                    == channel.remoteNumber())
                    .isPresent());
  }
}
