package org.boltj.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.channel.Closed;
import org.boltj.channel.PersistentState;
import org.boltj.commitment.HtlcDirection;
import org.boltj.keys.ReceivedSecrets;
import org.boltj.updates.ChannelParams;
import org.boltj.updates.RevokedHtlc;

/**
 * Channels. Parts that change at different rates have tables of their own, because databases write
 * whole rows.
 */
final class ChannelTables {
  private static final int PAGE = 1_000;

  private final RecordTable params;
  private final RecordTable secrets;
  private final RecordTable states;
  private final RevokedHtlcTable revoked;

  /** What the database holds, or will when the transaction ends, of parts that change seldom. */
  private final Map<ChannelId, Written> written = new HashMap<>();

  private record Written(ChannelParams params, ReceivedSecrets secrets) {}

  ChannelTables(Statements statements, RecordSeal seal) {
    this.params = new RecordTable(statements, seal, "channel_params");
    this.secrets = new RecordTable(statements, seal, "channel_secrets");
    this.states = new RecordTable(statements, seal, "channel_state");
    this.revoked = new RevokedHtlcTable(statements, seal);
  }

  List<PersistentState> load() throws SQLException, StoreException {
    Map<ChannelId, Bytes> all = new LinkedHashMap<>();
    params.each(record -> all.put(ChannelRecord.decodeParams(record).channelId(), record));
    List<PersistentState> channels = new ArrayList<>(all.size());
    for (Map.Entry<ChannelId, Bytes> channel : all.entrySet()) {
      ChannelId id = channel.getKey();
      PersistentState state =
          new ChannelRecord(channel.getValue(), part(secrets, id), part(states, id)).decode();
      written.put(id, new Written(state.params(), state.commitments().remoteSecrets()));
      channels.add(state);
    }
    return channels;
  }

  private static Bytes part(RecordTable table, ChannelId id) throws SQLException, StoreException {
    Optional<Bytes> part = table.find(id.value());
    if (part.isEmpty()) {
      throw RecordEnvelope.damaged("channel " + id, "a part of it is missing", null);
    }
    return part.get();
  }

  void put(PersistentState state) throws SQLException {
    Bytes id = state.channelId().value();
    ReceivedSecrets received = state.commitments().remoteSecrets();
    Written before = written.put(state.channelId(), new Written(state.params(), received));
    if (before == null || !before.params().equals(state.params())) {
      params.put(id, ChannelRecord.encodeParams(state.params()));
    }
    if (before == null || !before.secrets().equals(received)) {
      secrets.put(id, ChannelRecord.encodeSecrets(received));
    }
    states.put(id, ChannelRecord.encodeState(state));
    if (state instanceof Closed) {
      revoked.remove(state.params().keyIndex());
    }
  }

  void remove(ChannelId channelId) throws SQLException, StoreException {
    Optional<Long> keyIndex = keyIndex(channelId);
    if (keyIndex.isPresent()) {
      revoked.remove(keyIndex.get());
    }
    params.remove(channelId.value());
    secrets.remove(channelId.value());
    states.remove(channelId.value());
    written.remove(channelId);
  }

  void add(Change.AddRevokedHtlcs add) throws SQLException, StoreException {
    Optional<Long> keyIndex = keyIndex(add.channelId());
    if (keyIndex.isEmpty()) {
      throw new StoreException("channel " + add.channelId() + " is not in the store");
    }
    revoked.add(keyIndex.get(), add.htlcs());
  }

  List<RevokedHtlc> revokedHtlcs(ChannelId channelId, long commitmentNumber)
      throws SQLException, StoreException {
    Optional<Long> keyIndex = keyIndex(channelId);
    return keyIndex.isPresent() ? revoked.find(keyIndex.get(), commitmentNumber) : List.of();
  }

  /** All revoked HTLCs of a channel, page by page. */
  void eachRevoked(PersistentState state, BatchSink sink) throws SQLException, StoreException {
    for (HtlcDirection direction : HtlcDirection.values()) {
      long after = -1;
      while (true) {
        List<RevokedHtlc> page = revoked.page(state.params().keyIndex(), direction, after, 0, PAGE);
        if (page.isEmpty()) {
          break;
        }
        sink.take(new StoreBatch(List.of(new Change.AddRevokedHtlcs(state.channelId(), page))));
        after = page.getLast().id();
      }
    }
  }

  /** By what revoked HTLCs are found; empty for a channel that is not stored. */
  private Optional<Long> keyIndex(ChannelId channelId) throws SQLException, StoreException {
    Written known = written.get(channelId);
    if (known != null) {
      return Optional.of(known.params().keyIndex());
    }
    Optional<Bytes> record = params.find(channelId.value());
    return record.isPresent()
        ? Optional.of(ChannelRecord.decodeParams(record.get()).keyIndex())
        : Optional.empty();
  }
}
