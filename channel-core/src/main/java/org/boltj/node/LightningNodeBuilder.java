package org.boltj.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.boltj.backup.BackupException;
import org.boltj.backup.BackupKey;
import org.boltj.base.Bytes;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.base.Network;
import org.boltj.base.PublicKey;
import org.boltj.gossip.message.NodeAddress;
import org.boltj.gossip.message.NodeAnnouncement;
import org.boltj.payment.ExpiryRules;
import org.boltj.payment.RelayPolicy;
import org.boltj.peer.PeerLimits;
import org.boltj.port.ChainSource;
import org.boltj.port.Entropy;
import org.boltj.port.FeeEstimator;
import org.boltj.port.FundsSource;
import org.boltj.store.Store;
import org.boltj.transport.NettyTransport;
import org.boltj.transport.PeerTransport;
import org.boltj.updates.ChannelPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a {@link LightningNode} needs. {@link #seed} (or {@link #keys}), {@link #store},
 * {@link #chain}, {@link #funds} and {@link #feeEstimator} must be given; the rest has defaults.
 */
public final class LightningNodeBuilder {
  /** What a node offers in init when nothing else is said. */
  public static final Features DEFAULT_FEATURES =
      Features.required(
              Feature.OPTION_DATA_LOSS_PROTECT,
              Feature.VAR_ONION_OPTIN,
              Feature.OPTION_STATIC_REMOTEKEY,
              Feature.PAYMENT_SECRET)
          .or(
              Features.optional(
                  Feature.OPTION_UPFRONT_SHUTDOWN_SCRIPT,
                  Feature.GOSSIP_QUERIES,
                  Feature.GOSSIP_QUERIES_EX,
                  Feature.BASIC_MPP,
                  Feature.OPTION_SUPPORT_LARGE_CHANNEL,
                  Feature.OPTION_ANCHORS,
                  Feature.OPTION_SHUTDOWN_ANYSEGWIT,
                  Feature.OPTION_ATTRIBUTION_DATA,
                  Feature.OPTION_PROVIDE_STORAGE,
                  Feature.OPTION_CHANNEL_TYPE,
                  Feature.OPTION_SCID_ALIAS,
                  Feature.OPTION_ZEROCONF,
                  Feature.KEYSEND));

  private final Network network;
  private @Nullable NodeKeys keys;
  private @Nullable Store store;
  private @Nullable ChainSource chain;
  private @Nullable FundsSource funds;
  private @Nullable FeeEstimator feeEstimator;
  private @Nullable PeerTransport transport;
  private @Nullable Executor callbacks;
  private Optional<InstantSource> clock = Optional.of(InstantSource.system());
  private Entropy entropy = Entropy.secure();
  private final List<InetSocketAddress> listenAt = new ArrayList<>();
  private final List<NodeAddress> announced = new ArrayList<>();
  private final Set<PublicKey> zeroConfPeers = new HashSet<>();
  private String alias = "";
  private int color = 0x3399ff;
  private Features features = DEFAULT_FEATURES;
  private ChannelPolicy channelPolicy = ChannelPolicy.DEFAULT;
  private RelayPolicy relayPolicy = RelayPolicy.DEFAULT;
  private ExpiryRules expiryRules = ExpiryRules.DEFAULT;
  private Limits limits = Limits.DEFAULT;
  private boolean acceptChannels = true;
  private boolean acceptKeysend = true;
  private Duration connectTimeout = Duration.ofSeconds(10);
  private Duration gossipFlush;
  private Optional<Integer> gossipLogSize = Optional.empty();
  private int gossipSources = 5;
  private Routing routing = Routing.DEFAULT;
  private Optional<Bytes> backup = Optional.empty();
  private boolean restoredCopy;

  LightningNodeBuilder(Network network) {
    this.network = network;
    // BOLT 7 wants a minute; on a network of tests nobody has that patience.
    this.gossipFlush = network == Network.REGTEST ? Duration.ofMillis(100) : Duration.ofSeconds(60);
  }

  /**
   * The secret from which all keys of the node come.
   *
   * @param seed 32 bytes or more; whoever has them has the money
   * @throws IllegalArgumentException when it is shorter
   */
  public LightningNodeBuilder seed(Bytes seed) {
    return keys(NodeKeys.ofSeed(seed));
  }

  /** Signers of your own, instead of {@link #seed}. */
  public LightningNodeBuilder keys(NodeKeys signers) {
    this.keys = signers;
    return this;
  }

  /**
   * Where the node keeps its state: {@link org.boltj.store.SqliteStore} (one file), {@link
   * org.boltj.store.PostgresStore} (a server), both encrypted when opened with a {@link
   * org.boltj.store.StoreKey}, or one of your own. Closed with the node.
   */
  public LightningNodeBuilder store(Store where) {
    this.store = where;
    return this;
  }

  /** The view of the chain; closed with the node. */
  public LightningNodeBuilder chain(ChainSource source) {
    this.chain = source;
    return this;
  }

  /** The on-chain wallet. */
  public LightningNodeBuilder funds(FundsSource wallet) {
    this.funds = wallet;
    return this;
  }

  public LightningNodeBuilder feeEstimator(FeeEstimator estimator) {
    this.feeEstimator = estimator;
    return this;
  }

  /** How peers are reached; TCP (BOLT 8) when not given. Closed with the node. */
  public LightningNodeBuilder transport(PeerTransport how) {
    this.transport = how;
    return this;
  }

  /** Accepts connections there; may be called more than once. Port 0 takes any free port. */
  public LightningNodeBuilder listen(InetSocketAddress address) {
    listenAt.add(address);
    return this;
  }

  /** Tells the network that the node can be reached there; may be called more than once. */
  public LightningNodeBuilder announceAddress(NodeAddress address) {
    announced.add(address);
    return this;
  }

  /**
   * The name in node_announcement.
   *
   * @param name at most 32 bytes of UTF-8
   * @throws IllegalArgumentException when it is longer
   */
  public LightningNodeBuilder alias(String name) {
    int size = name.getBytes(UTF_8).length;
    if (size > NodeAnnouncement.ALIAS_SIZE) {
      throw new IllegalArgumentException(
          "an alias has at most %d bytes of UTF-8, not %d: %s"
              .formatted(NodeAnnouncement.ALIAS_SIZE, size, name));
    }
    this.alias = name;
    return this;
  }

  /** The color in node_announcement, 0xRRGGBB. */
  public LightningNodeBuilder color(int rgb) {
    this.color = rgb;
    return this;
  }

  /** What init offers, instead of {@link #DEFAULT_FEATURES}. */
  public LightningNodeBuilder features(Features offered) {
    this.features = offered;
    return this;
  }

  public LightningNodeBuilder channelPolicy(ChannelPolicy policy) {
    this.channelPolicy = policy;
    return this;
  }

  /**
   * Fees and expiries for forwarding, over all channels for which {@link
   * LightningNode#setRelayPolicy} says nothing else.
   */
  public LightningNodeBuilder relayPolicy(RelayPolicy policy) {
    this.relayPolicy = policy;
    return this;
  }

  public LightningNodeBuilder expiryRules(ExpiryRules rules) {
    this.expiryRules = rules;
    return this;
  }

  /** What strangers and peers may cost the node; {@link Limits#DEFAULT} when not given. */
  public LightningNodeBuilder limits(Limits allowed) {
    this.limits = allowed;
    return this;
  }

  /** Only {@link Limits#peer} of the limits. */
  public LightningNodeBuilder peerLimits(PeerLimits allowed) {
    return limits(limits.withPeer(allowed));
  }

  /** Whether peers may open channels; they may when this is not called. */
  public LightningNodeBuilder acceptChannels(boolean accept) {
    this.acceptChannels = accept;
    return this;
  }

  /** This peer may use a channel before its funding is confirmed: it could cheat with that. */
  public LightningNodeBuilder trustZeroConf(PublicKey peer) {
    zeroConfPeers.add(peer);
    return this;
  }

  /** Whether payments without an invoice are taken; they are when this is not called. */
  public LightningNodeBuilder acceptKeysend(boolean accept) {
    this.acceptKeysend = accept;
    return this;
  }

  public LightningNodeBuilder connectTimeout(Duration timeout) {
    this.connectTimeout = timeout;
    return this;
  }

  /** How long new gossip is gathered before it is passed on; 60 s, on regtest 100 ms. */
  public LightningNodeBuilder gossipFlush(Duration delay) {
    this.gossipFlush = delay;
    return this;
  }

  /**
   * How many messages of new gossip are kept for slow peers: 20,000 when not given, and 500 for a
   * node driven by its caller, of which there may be thousands.
   */
  public LightningNodeBuilder gossipLogSize(int messages) {
    this.gossipLogSize = Optional.of(messages);
    return this;
  }

  /** How routes are found; {@link Routing#DEFAULT} when nothing is said. */
  public LightningNodeBuilder routing(Routing how) {
    this.routing = how;
    return this;
  }

  /**
   * How many peers are asked for gossip; 5, because more of them repeat the same. In a network so
   * small that every connection counts, ask all.
   */
  public LightningNodeBuilder gossipSources(int peers) {
    this.gossipSources = peers;
    return this;
  }

  /**
   * Brings channels back whose state is lost, from what {@link LightningNode#staticBackup} gave.
   * Their peers are asked to close them, and what a close leaves to us is claimed, also if it is in
   * the chain already. Channels that the store knows stay as they are, so that it does no harm to
   * call this at later starts too.
   *
   * <p>{@link #build} then throws {@link BackupException} for bytes that are no backup of a node
   * with this seed on this network.
   */
  public LightningNodeBuilder restore(Bytes staticBackup) {
    this.backup = Optional.of(staticBackup);
    return this;
  }

  /**
   * Says that the store is a copy, which may be older than what peers know. No commitment of ours
   * is published until the peer of its channel has shown that it knows of no newer one; a channel
   * that proves to be outdated is closed by its peer. Not for every start: until the peer is there,
   * even the deadline of an HTLC does not close a channel.
   */
  public LightningNodeBuilder restoredCopy() {
    this.restoredCopy = true;
    return this;
  }

  /** Randomness; the operating system's when not given. */
  public LightningNodeBuilder entropy(Entropy source) {
    this.entropy = source;
    return this;
  }

  /** The clock of the node's own thread; the system's when not given. */
  public LightningNodeBuilder clock(InstantSource source) {
    this.clock = Optional.of(source);
    return this;
  }

  /** Runs callbacks of futures and subscribers; the common pool when not given. */
  public LightningNodeBuilder callbacks(Executor executor) {
    this.callbacks = executor;
    return this;
  }

  /**
   * The node gets no thread: all its work is done in {@link LightningNode#poll}, callbacks
   * included.
   */
  public LightningNodeBuilder drivenByCaller() {
    this.clock = Optional.empty();
    return this;
  }

  /**
   * The node, not started yet.
   *
   * @throws IllegalStateException when something that must be given is missing
   * @throws BackupException when what was given to {@link #restore} cannot be used
   */
  public LightningNode build() {
    NodeKeys signers = given(keys, "seed");
    PeerTransport peers = transport;
    if (peers == null) {
      peers = new NettyTransport(signers.nodeSigner(), limits.transport());
    }
    Executor executor = callbacks;
    if (executor == null) {
      executor = clock.isPresent() ? ForkJoinPool.commonPool() : Runnable::run;
    }
    NodePorts ports =
        new NodePorts(
            signers,
            given(store, "store"),
            given(chain, "chain"),
            given(funds, "funds"),
            given(feeEstimator, "feeEstimator"),
            peers,
            entropy,
            executor);
    return new LightningNode(settings(signers), ports, listenAt, clock);
  }

  private NodeSettings settings(NodeKeys signers) {
    return new NodeSettings(
        network,
        alias,
        color,
        features,
        channelPolicy,
        relayPolicy,
        expiryRules,
        limits,
        acceptChannels,
        zeroConfPeers,
        acceptKeysend,
        announced,
        connectTimeout,
        gossipFlush,
        gossipLogSize.orElse(clock.isPresent() ? 20_000 : 500),
        gossipSources,
        routing,
        recovery(signers));
  }

  private Recovery recovery(NodeKeys signers) {
    return new Recovery(
        backup.map(bytes -> BackupKey.of(signers.nodeSigner()).read(bytes, network)), restoredCopy);
  }

  private static <T> T given(@Nullable T value, String name) {
    if (value == null) {
      throw new IllegalStateException("a node needs " + name + "(...)");
    }
    return value;
  }
}
