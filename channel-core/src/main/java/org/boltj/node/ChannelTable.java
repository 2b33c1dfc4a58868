package org.boltj.node;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boltj.base.ChannelId;
import org.boltj.base.Feature;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.channel.FundingStatus;

/** The channels of a node, by the names that others have for them. */
final class ChannelTable {
  /** Two peers may choose the same temporary_channel_id. */
  private record Opening(PublicKey peer, ChannelId temporaryId) {}

  private final Map<ChannelId, ChannelSlot> byId = new LinkedHashMap<>();
  private final Map<Opening, ChannelSlot> openings = new LinkedHashMap<>();
  private final Map<ShortChannelId, ChannelSlot> byShortId = new HashMap<>();
  private final Map<PublicKey, List<ChannelSlot>> byPeer = new HashMap<>();

  void add(ChannelSlot slot) {
    if (slot.persistent().isPresent()) {
      byId.put(slot.id(), slot);
    } else {
      openings.put(new Opening(slot.remoteNodeId, slot.id()), slot);
    }
    byPeer.computeIfAbsent(slot.remoteNodeId, peer -> new ArrayList<>()).add(slot);
  }

  void rename(ChannelSlot slot, ChannelId channelId) {
    openings.remove(new Opening(slot.remoteNodeId, slot.id()));
    slot.rename(channelId);
    byId.put(channelId, slot);
  }

  void remove(ChannelSlot slot) {
    openings.remove(new Opening(slot.remoteNodeId, slot.id()), slot);
    byId.remove(slot.id(), slot);
    slot.indexed.forEach(id -> byShortId.remove(id, slot));
    // Absent for an opening that was refused at its first step: it was never added.
    List<ChannelSlot> siblings = byPeer.get(slot.remoteNodeId);
    if (siblings != null && siblings.remove(slot) && siblings.isEmpty()) {
      byPeer.remove(slot.remoteNodeId);
    }
  }

  /** Takes the short ids from the state of the channel. */
  void index(ChannelSlot slot) {
    List<ShortChannelId> ids = slot.funding().map(f -> shortIds(slot, f)).orElse(slot.indexed);
    if (!ids.equals(slot.indexed)) {
      slot.indexed.forEach(id -> byShortId.remove(id, slot));
      ids.forEach(id -> byShortId.put(id, slot));
      slot.indexed = ids;
    }
  }

  /** BOLT 2: with option_scid_alias in its type the channel does not answer to its real id. */
  private static List<ShortChannelId> shortIds(ChannelSlot slot, FundingStatus funding) {
    List<ShortChannelId> ids = new ArrayList<>(2);
    ids.add(funding.localAlias());
    boolean hidden =
        slot.persistent()
            .map(state -> state.params().channelType().supports(Feature.OPTION_SCID_ALIAS))
            .orElse(false);
    if (!hidden) {
      funding.confirmation().ifPresent(c -> ids.add(c.shortChannelId()));
    }
    return ids;
  }

  Optional<ChannelSlot> byId(ChannelId channelId) {
    return Optional.ofNullable(byId.get(channelId));
  }

  Optional<ChannelSlot> opening(PublicKey peer, ChannelId temporaryId) {
    return Optional.ofNullable(openings.get(new Opening(peer, temporaryId)));
  }

  /** An opening whose temporary_channel_id no other opening has. */
  Optional<ChannelSlot> onlyOpening(ChannelId temporaryId) {
    List<ChannelSlot> found =
        openings.values().stream().filter(slot -> slot.id().equals(temporaryId)).toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** Channels that are not funded yet, ours and the peers'. */
  List<ChannelSlot> openings() {
    List<ChannelSlot> unfunded = new ArrayList<>(openings.values());
    byId.values().stream().filter(slot -> slot.persistent().isEmpty()).forEach(unfunded::add);
    return unfunded;
  }

  Optional<ChannelSlot> byShortId(ShortChannelId shortChannelId) {
    return Optional.ofNullable(byShortId.get(shortChannelId));
  }

  /** A copy: steps may add and remove channels while it is read. */
  List<ChannelSlot> of(PublicKey peer) {
    return List.copyOf(byPeer.getOrDefault(peer, List.of()));
  }

  boolean hasAny(PublicKey peer) {
    return byPeer.containsKey(peer);
  }

  Collection<PublicKey> peers() {
    return List.copyOf(byPeer.keySet());
  }

  /** A copy, in the order in which the channels came. */
  List<ChannelSlot> all() {
    return List.copyOf(byId.values());
  }
}
