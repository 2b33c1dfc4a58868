package org.boltj.node;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.Features;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.channel.AcceptTerms;
import org.boltj.channel.ChannelData;
import org.boltj.channel.ChannelEvent;
import org.boltj.channel.ChannelTypes;
import org.boltj.channel.CommandResult;
import org.boltj.channel.OpenRequest;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.commitment.CommitmentFormat;
import org.boltj.message.ErrorMessage;
import org.boltj.message.OpenChannel;

/** Opens channels, and lets peers open them. */
final class Openings {

  /** One P2WPKH input, the funding output and change, in weight units. */
  private static final int FUNDING_WEIGHT = 610;

  private final Env env;
  private final Channels channels;
  private final Peers peers;
  private final Reserve reserve;
  private final FeerateEstimates estimates;

  Openings(Env env, Channels channels, Peers peers, Reserve reserve, FeerateEstimates estimates) {
    this.env = env;
    this.estimates = estimates;
    this.reserve = reserve;
    this.channels = channels;
    this.peers = peers;
  }

  /** We open a channel. */
  void open(OpenOptions options, CompletableFuture<ChannelId> future) {
    PublicKey peer = options.peer();
    if (!peers.isEstablished(peer)) {
      env.fail(future, new LightningException.PeerUnavailable(peer + " is not connected"));
      return;
    }
    Features local = env.settings.features();
    Features remote = peers.remoteFeatures(peer);
    Optional<Features> type =
        options.channelType().or(() -> ChannelTypes.choose(local, remote, false, false));
    if (type.isEmpty()) {
      env.fail(future, new LightningException.OpenFailed("no common channel type"));
      return;
    }
    FeeratePerKw feerate = options.fundingFeerate().orElseGet(() -> estimates.now().sweep());
    Optional<LightningException> shortage = shortage(options, type.get(), feerate);
    if (shortage.isPresent()) {
      env.fail(future, shortage.get());
      return;
    }
    long keyIndex = keyIndex();
    OpenRequest request =
        new OpenRequest(
            peer,
            keyIndex,
            options.capacity(),
            options.push(),
            options.announce(),
            type.get(),
            options.shutdownScript(),
            local,
            remote,
            feerate);
    ChannelSlot slot = fresh(peer, keyIndex);
    channels.begin(
        slot, id -> new ChannelEvent.Open(id, request), result -> opened(result, future));
  }

  /** A channel with anchors must leave in the wallet what its close may cost. */
  private Optional<LightningException> shortage(
      OpenOptions options, Features type, FeeratePerKw feerate) {
    boolean anchors =
        CommitmentFormat.ofChannelType(type).filter(f -> !f.anchorsCost().isZero()).isPresent();
    if (!anchors) {
      return Optional.empty();
    }
    Satoshi cost = options.capacity().plus(feerate.feeFor(FUNDING_WEIGHT));
    return reserve
        .shortage(1, cost)
        .map(s -> new LightningException.ReserveTooLow(s.needed(), s.available()));
  }

  private void opened(CommandResult result, CompletableFuture<ChannelId> future) {
    switch (result) {
      case CommandResult.Opened opened -> env.complete(future, opened.channelId());
      case CommandResult.OpenFailed failed ->
          env.fail(future, new LightningException.OpenFailed(failed.reason()));
      case CommandResult.Refused refused ->
          env.fail(future, new LightningException.CommandRefused(refused.refusal()));
      case CommandResult.Faulted faulted ->
          env.fail(future, new LightningException.OpenFailed(faulted.fault().text()));
      case CommandResult.HtlcAdded other -> throw new IllegalStateException("opened: " + other);
      case CommandResult.Closing other -> throw new IllegalStateException("opened: " + other);
    }
  }

  /** The peer opens a channel. */
  void accept(PublicKey peer, OpenChannel message) {
    Optional<String> refusal = refusal(peer, message);
    if (refusal.isPresent()) {
      peers.send(peer, ErrorMessage.of(message.temporaryChannelId(), refusal.get()));
      return;
    }
    long keyIndex = keyIndex();
    AcceptTerms terms =
        new AcceptTerms(
            peer,
            keyIndex,
            env.settings.zeroConfPeers().contains(peer),
            Optional.empty(),
            env.settings.features(),
            peers.remoteFeatures(peer));
    channels.begin(fresh(peer, keyIndex), new ChannelEvent.OpenReceived(message, terms));
  }

  private Optional<String> refusal(PublicKey peer, OpenChannel message) {
    if (!env.settings.acceptChannels()) {
      return Optional.of("this node accepts no channels");
    }
    if (channels.table().opening(peer, message.temporaryChannelId()).isPresent()) {
      return Optional.of("this temporary_channel_id is in use");
    }
    Limits limits = env.settings.limits();
    boolean full =
        unfunded(channels.table().of(peer)) >= limits.unfundedChannelsPerPeer()
            || unfunded(channels.table().all()) + channels.table().openings().size()
                >= limits.unfundedChannels();
    return full ? Optional.of("too many channels are being opened") : Optional.empty();
  }

  /** Channels that peers began and that may never be funded: each costs a record for two weeks. */
  private static long unfunded(List<ChannelSlot> slots) {
    return slots.stream().filter(slot -> !slot.hasCostMoney()).count();
  }

  private ChannelSlot fresh(PublicKey peer, long keyIndex) {
    return new ChannelSlot(
        new ChannelId(Bytes.zeros(32)),
        peer,
        env.ports.keys().channelSigner(keyIndex),
        ChannelData.fresh());
  }

  /** Drawn at random, so that none is used twice though nothing is stored for a failed opening. */
  private long keyIndex() {
    try {
      return new WireReader(env.ports.entropy().next(8)).u64() >>> 1;
    } catch (DecodeException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
