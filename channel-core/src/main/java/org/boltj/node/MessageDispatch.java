package org.boltj.node;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.OutPoint;
import org.boltj.base.PublicKey;
import org.boltj.channel.ChannelEvent;
import org.boltj.channel.RequestId;
import org.boltj.codec.WireMessage;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.message.EncodedGossip;
import org.boltj.gossip.message.GossipMessage;
import org.boltj.gossip.message.GossipTimestampFilter;
import org.boltj.gossip.message.QueryChannelRange;
import org.boltj.gossip.message.QueryShortChannelIds;
import org.boltj.gossip.message.ReplyChannelRange;
import org.boltj.gossip.message.ReplyShortChannelIdsEnd;
import org.boltj.message.ChannelMessage;
import org.boltj.message.ErrorMessage;
import org.boltj.message.FundingCreated;
import org.boltj.message.OpenChannel;
import org.boltj.message.PeerStorage;
import org.boltj.message.PeerStorageRetrieval;
import org.boltj.message.TemporaryChannelMessage;

/** Brings each message of a peer to whom it concerns. */
final class MessageDispatch {
  /** A command whose answer nobody waits for. */
  private static final RequestId NOBODY = new RequestId(-1);

  private final Channels channels;
  private final Peers peers;
  private final Openings openings;
  private final Gossip gossip;
  private final Announcer announcer;
  private final BackupKeepers backupKeepers;
  private final PeerStorages peerStorages;

  MessageDispatch(
      Channels channels,
      Peers peers,
      Openings openings,
      Gossip gossip,
      Announcer announcer,
      BackupKeepers backupKeepers,
      PeerStorages peerStorages) {
    this.channels = channels;
    this.peers = peers;
    this.openings = openings;
    this.gossip = gossip;
    this.announcer = announcer;
    this.backupKeepers = backupKeepers;
    this.peerStorages = peerStorages;
  }

  void received(PublicKey peer, WireMessage message, Bytes wire) {
    switch (message) {
      case ErrorMessage error -> error(peer, error);
      case OpenChannel open -> openings.accept(peer, open);
      case FundingCreated created when isTaken(created) -> refuse(peer, created);
      case TemporaryChannelMessage opening ->
          deliver(
              peer,
              channels.table().opening(peer, opening.temporaryChannelId()),
              opening.temporaryChannelId(),
              message);
      case ChannelMessage known ->
          deliver(peer, find(peer, known.channelId()), known.channelId(), message);
      case ChannelUpdate update -> update(peer, update, wire);
      case GossipMessage announcement ->
          gossip.received(peer, new EncodedGossip(announcement, wire));
      case PeerStorage storage -> peerStorages.received(peer, storage.blob());
      case PeerStorageRetrieval kept -> backupKeepers.retrieved(peer, kept.blob());
      case GossipTimestampFilter query -> gossip.query(peer, query);
      case QueryShortChannelIds query -> gossip.query(peer, query);
      case QueryChannelRange query -> gossip.query(peer, query);
      case ReplyShortChannelIdsEnd reply -> gossip.query(peer, reply);
      case ReplyChannelRange reply -> gossip.query(peer, reply);
      default -> {} // nothing that we offered: odd, or meant for features that we do not have
    }
  }

  /** Whether a channel has that id: the peer may name any outpoint, also that of others. */
  private boolean isTaken(FundingCreated created) {
    OutPoint funding = new OutPoint(created.fundingTxid(), created.fundingOutputIndex());
    return channels.table().byId(funding.toChannelId()).isPresent();
  }

  /** Going on would put the new channel in the place of the old one, in memory and in the store. */
  private void refuse(PublicKey peer, FundingCreated created) {
    ChannelId temporary = created.temporaryChannelId();
    String reason = "the funding outpoint is that of another channel";
    channels
        .table()
        .opening(peer, temporary)
        .ifPresentOrElse(
            slot -> channels.step(slot, new ChannelEvent.ForceClose(NOBODY, reason)),
            () -> peers.send(peer, ErrorMessage.of(temporary, reason)));
  }

  /** Never the channel of another peer, whatever its id. */
  private Optional<ChannelSlot> find(PublicKey peer, ChannelId channelId) {
    return channels
        .table()
        .byId(channelId)
        .or(() -> channels.table().opening(peer, channelId))
        .filter(slot -> slot.remoteNodeId.equals(peer));
  }

  private void deliver(
      PublicKey peer, Optional<ChannelSlot> slot, ChannelId channelId, WireMessage message) {
    if (slot.isPresent()) {
      channels.step(slot.get(), new ChannelEvent.Received(message));
    } else {
      peers.pointless(peer);
      // BOLT 1: the peer shall know that we have no such channel.
      peers.send(peer, ErrorMessage.of(channelId, "unknown channel"));
    }
  }

  private void error(PublicKey peer, ErrorMessage error) {
    if (error.isForAllChannels()) {
      channels.stepAllOf(peer, new ChannelEvent.Received(error));
    } else {
      find(peer, error.channelId())
          .ifPresent(slot -> channels.step(slot, new ChannelEvent.Received(error)));
    }
  }

  private void update(PublicKey peer, ChannelUpdate update, Bytes wire) {
    channels
        .table()
        .byShortId(update.shortChannelId())
        .filter(slot -> slot.remoteNodeId.equals(peer))
        .ifPresent(slot -> announcer.received(slot, update));
    if (!update.dontForward()) {
      gossip.received(peer, new EncodedGossip(update, wire));
    }
  }
}
