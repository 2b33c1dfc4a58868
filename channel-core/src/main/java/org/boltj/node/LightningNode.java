package org.boltj.node;

import static java.util.Objects.requireNonNull;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Network;
import org.boltj.base.PaymentHash;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.gossip.graph.NetworkGraph;
import org.boltj.invoice.Invoice;
import org.boltj.invoice.InvoiceException;
import org.boltj.payment.InvoiceRecord;
import org.boltj.payment.PaymentRecord;
import org.boltj.payment.RelayPolicy;
import org.boltj.store.StoreException;
import org.boltj.updates.FeeDecision;

/**
 * A Lightning node to embed. Made by {@link #builder}:
 *
 * <pre>{@code
 * LightningNode node = LightningNode.builder(Network.REGTEST)
 *     .seed(seed).store(store).chain(chain).funds(wallet).feeEstimator(fees)
 *     .build().start();
 * node.connect(NodeUri.parse("02ab...@host:9735")).join();
 * ChannelId channel = node.openChannel(OpenOptions.of(peer, Satoshi.of(1_000_000))).join();
 * node.awaitChannelReady(channel).join();
 * PaymentResult paid = node.pay(invoice).join();
 * }</pre>
 *
 * <p>All methods may be called by any thread and none blocks, but {@link #start()} and {@link
 * #close}. Futures fail with a {@link LightningException}; what they tell is durable when they
 * complete. Do not block in callbacks. A node runs on a thread of its own, or, built with {@link
 * LightningNodeBuilder#drivenByCaller}, does its work in {@link #poll} only.
 */
public final class LightningNode implements AutoCloseable {
  private final NodePorts ports;
  private final NodeLife life;
  private final NodeParts parts;
  private final Questions questions;

  LightningNode(
      NodeSettings settings,
      NodePorts ports,
      List<InetSocketAddress> listenAt,
      Optional<InstantSource> clock) {
    this.ports = ports;
    this.life = new NodeLife(settings, ports, listenAt, clock);
    this.parts = life.parts();
    this.questions = life.questions();
  }

  /** Collects what a node needs. */
  public static LightningNodeBuilder builder(Network network) {
    return new LightningNodeBuilder(network);
  }

  /**
   * Loads the store, takes up what was under way and begins to listen. Blocks until that is done.
   * For a node driven by its caller use {@link #start(long)}.
   *
   * <p>A node that cannot start is closed as by {@link #close}, its store too: build another one.
   *
   * @return this node
   * @throws StoreException when the store cannot be read, or belongs to another node or network
   * @throws IllegalStateException when the wallet gives no script to send money to, or this node
   *     was started before (which leaves it as it is) or is closed
   * @throws UncheckedIOException when an address to listen at is not free
   */
  public LightningNode start() throws StoreException {
    return start(InstantSource.system().millis());
  }

  /**
   * As {@link #start()}, at a time that the caller chooses.
   *
   * @param nowMillis milliseconds since 1970
   */
  public LightningNode start(long nowMillis) throws StoreException {
    life.start(nowMillis);
    return this;
  }

  public PublicKey nodeId() {
    return parts.env.nodeId;
  }

  /** Where peers can connect: the bound addresses, which tell the ports chosen for port 0. */
  public List<InetSocketAddress> listenAddresses() {
    return life.listening();
  }

  // ---- work ----

  /**
   * Does one round of work; for a node driven by its caller. Never blocks, but for the store. When
   * an {@link Error} comes out of it, close the node: a round that is half done must not go on.
   *
   * @param nowMillis milliseconds since 1970; must not go back
   * @return whether there is more to do already
   */
  public boolean poll(long nowMillis) {
    return life.poll(nowMillis);
  }

  /**
   * When {@link #poll} has something to do though nothing happens, in milliseconds since 1970;
   * {@link Long#MAX_VALUE} when never.
   */
  public long nextDeadlineMillis() {
    return life.nextDeadlineMillis();
  }

  /** Whether something has come in that {@link #poll} has not worked on. */
  public boolean hasWork() {
    return life.hasWork();
  }

  /** Has the action called, on any thread, whenever {@link #poll} has got something to do. */
  public void onWork(Runnable action) {
    parts.env.inbox.onAdd(action);
  }

  // ---- peers ----

  /**
   * Connects to a peer; completes once both inits are exchanged. The address is remembered: the
   * node keeps a connection to each peer that it has a channel with.
   *
   * <p>Fails with {@link LightningException.PeerUnavailable}.
   */
  public CompletableFuture<PublicKey> connect(NodeUri peer) {
    requireNonNull(peer, "peer");
    return questions.ask(future -> parts.connect(peer, future));
  }

  /** Ends the connection to a peer, if there is one. */
  public void disconnect(PublicKey peer) {
    parts.env.inbox.add(() -> parts.disconnect(peer));
  }

  /** The connected peers. */
  public List<PeerInfo> peers() {
    return life.inside(parts.peers::infos);
  }

  // ---- channels ----

  /** Opens a public channel with a connected peer; see {@link #openChannel(OpenOptions)}. */
  public CompletableFuture<ChannelId> openChannel(PublicKey peer, Satoshi capacity) {
    return openChannel(OpenOptions.of(peer, capacity));
  }

  /**
   * Opens a channel. Completes when it is funded: the funding transaction is signed by all and on
   * its way, but not confirmed; see {@link #awaitChannelReady}.
   *
   * <p>Fails with {@link LightningException.OpenFailed} or {@link
   * LightningException.PeerUnavailable}.
   */
  public CompletableFuture<ChannelId> openChannel(OpenOptions options) {
    requireNonNull(options, "options");
    return questions.ask(future -> parts.commands.open(options, future));
  }

  /** Completes when payments can go over the channel: it is confirmed and the peer is connected. */
  public CompletableFuture<ChannelId> awaitChannelReady(ChannelId channelId) {
    return questions.ask(future -> parts.commands.awaitReady(channelId, future));
  }

  /**
   * Completes when all of the channel is resolved and deep in the chain, and at once for one that
   * {@link #channels()} has no more or never had: the ids of those that are over are not kept.
   */
  public CompletableFuture<ChannelId> awaitChannelClosed(ChannelId channelId) {
    return questions.ask(future -> parts.commands.awaitClosed(channelId, future));
  }

  /** Closes a channel in agreement with the peer, as {@link CloseOptions#DEFAULT} says. */
  public CompletableFuture<ChannelId> closeChannel(ChannelId channelId) {
    return closeChannel(channelId, CloseOptions.DEFAULT);
  }

  /**
   * Closes a channel in agreement with the peer, once its HTLCs are settled. Completes when closing
   * has begun; see {@link #awaitChannelClosed}. A channel of {@link #openings()} is given up: the
   * peer is told, coins that were set aside are free again, and what waits for the opening fails.
   *
   * <p>Fails with {@link LightningException.UnknownChannel} or {@link
   * LightningException.CommandRefused}.
   */
  public CompletableFuture<ChannelId> closeChannel(ChannelId channelId, CloseOptions options) {
    return questions.ask(future -> parts.commands.close(channelId, options, future));
  }

  /** Closes a channel without the peer: our balance comes back after the peer's delay (BOLT 5). */
  public CompletableFuture<ChannelId> forceClose(ChannelId channelId) {
    return questions.ask(future -> parts.commands.forceClose(channelId, future));
  }

  /**
   * Sets what is asked for forwarding over one channel, instead of what {@link
   * LightningNodeBuilder#relayPolicy} says. It is stored, and announced with a new channel_update;
   * for ten minutes HTLCs on the old terms are forwarded too (BOLT 7, "HTLC Fees").
   *
   * <p>Fails with {@link LightningException.UnknownChannel}.
   */
  public CompletableFuture<ChannelId> setRelayPolicy(ChannelId channelId, RelayPolicy policy) {
    return questions.ask(future -> parts.commands.setRelayPolicy(channelId, policy, future));
  }

  /** Channels that are being negotiated with a peer, before their funding transaction is signed. */
  public List<OpeningInfo> openings() {
    return life.inside(() -> OpeningInfo.of(parts.channels.table()));
  }

  /**
   * Takes the state of a channel, which may be old (status {@link ChannelInfo.Status#UNPROVEN}),
   * for the newest, because its peer is away for good, or proves nothing as it waited for our
   * numbers first. If it is old, and the channel is then closed by force, the peer may take all of
   * it.
   */
  public CompletableFuture<ChannelId> trustState(ChannelId channelId) {
    return questions.ask(future -> parts.commands.trustState(channelId, future));
  }

  /**
   * The channels in a form that, together with the seed, brings back what their peers' closes leave
   * to us; see {@link LightningNodeBuilder#restore}. Sealed, so that it can be kept anywhere. Valid
   * until a channel is opened ({@link NodeEvent.StaticBackupChanged} tells).
   */
  public Bytes staticBackup() {
    return life.inside(() -> parts.backups.export());
  }

  /**
   * The channels that are stored and not over: from the signed funding transaction on until all is
   * resolved and deep in the chain. A closed channel is in no list, whether the node was started
   * again since or not; {@link #awaitChannelClosed} and the event {@code ChannelNotice.Closed} tell
   * of it.
   */
  public List<ChannelInfo> channels() {
    return life.inside(() -> ChannelInfos.of(parts.channels.table(), parts.policies));
  }

  /** One of {@link #channels()}. */
  public Optional<ChannelInfo> channel(ChannelId channelId) {
    return channels().stream().filter(c -> c.channelId().equals(channelId)).findFirst();
  }

  // ---- fees and deadlines ----

  /**
   * What the node would do now about a channel's deadlines and fees; nothing is done. Fails with
   * {@link LightningException.UnknownChannel} when there is none, or it ends already.
   */
  public CompletableFuture<FeeDecision> feeDecision(ChannelId channelId) {
    return questions.ask(future -> parts.commands.feeDecision(channelId, o -> o, future));
  }

  /**
   * The same for a channel, a height and feerates as the caller imagines them: the present ones are
   * handed to {@code imagine}, and what it gives is judged.
   */
  public CompletableFuture<FeeDecision> feeDecision(
      ChannelId channelId, UnaryOperator<FeeScenario> imagine) {
    return questions.ask(future -> parts.commands.feeDecision(channelId, imagine, future));
  }

  // ---- payments ----

  /** An invoice for an amount in msat, payable within an hour. */
  public CompletableFuture<Invoice> createInvoice(MilliSatoshi amount, String description) {
    return createInvoice(InvoiceOptions.of(amount, description));
  }

  /**
   * Makes and stores an invoice (BOLT 11). With unannounced channels only, it tells the ways over
   * them.
   *
   * <p>Fails with {@link LightningException.InvalidRequest}.
   */
  public CompletableFuture<Invoice> createInvoice(InvoiceOptions options) {
    requireNonNull(options, "options");
    return questions.ask(future -> parts.commands.createInvoice(options, future));
  }

  /** Pays an invoice as {@link PayOptions#DEFAULT} says. */
  public CompletableFuture<PaymentResult> pay(String invoice) {
    return pay(invoice, PayOptions.DEFAULT);
  }

  /** Pays an encoded invoice; see {@link #pay(Invoice, PayOptions)}. */
  public CompletableFuture<PaymentResult> pay(String invoice, PayOptions options) {
    try {
      return pay(Invoice.decode(invoice, parts.env.settings.network()), options);
    } catch (InvoiceException e) {
      return CompletableFuture.failedFuture(LightningException.PaymentFailed.badInvoice(e));
    }
  }

  /**
   * Pays an invoice, over several routes where one is not enough. Completes with the proof of
   * payment, or fails with {@link LightningException.PaymentFailed}, which names the attempts and
   * the nodes that failed them; nothing is in flight then.
   */
  public CompletableFuture<PaymentResult> pay(Invoice invoice, PayOptions options) {
    PaymentQuery query = PaymentQuery.of(invoice, options);
    return questions.ask(future -> parts.commands.pay(query, future));
  }

  /** Pays a node that has made no invoice (bLIP 3): there is no proof of what was paid for. */
  public CompletableFuture<PaymentResult> keysend(
      PublicKey recipient, MilliSatoshi amount, PayOptions options) {
    PaymentQuery query = PaymentQuery.keysend(recipient, amount, ports.entropy(), options);
    return questions.ask(future -> parts.commands.pay(query, future));
  }

  /**
   * Sends parts as a payment would go, with a hash of which nobody knows the preimage, and learns
   * from them. Completes whether all arrived or not, once nothing is in flight. No list of payments
   * has it. Fails with {@link LightningException.PaymentFailed} when this could never be paid.
   */
  public CompletableFuture<ProbeResult> probe(PaymentQuery query) {
    requireNonNull(query, "query");
    return questions.ask(future -> parts.commands.probe(query, future));
  }

  /**
   * What a payment would cost now, and how likely its first attempt is to work; sends nothing.
   * Fails with {@link LightningException.PaymentFailed} when there is no route.
   */
  public CompletableFuture<FeeEstimate> estimateFee(PaymentQuery query) {
    requireNonNull(query, "query");
    return questions.ask(future -> parts.commands.estimateFee(query, future));
  }

  /** What payments and probes have taught, to be exported and imported. */
  public NodeScores scores() {
    return new NodeScores(parts, questions);
  }

  /** Our invoices, the newest first: {@code limit} of them after the first {@code offset}. */
  public CompletableFuture<List<InvoiceRecord>> invoices(int offset, int limit) {
    return questions.page(offset, limit, ports.store()::invoices);
  }

  /** Our invoice with that hash, or a payment that came without one. */
  public CompletableFuture<Optional<InvoiceRecord>> invoice(PaymentHash paymentHash) {
    return questions.query(() -> ports.store().invoice(paymentHash));
  }

  /** Payments that we made, in pages as those of {@link #invoices}. */
  public CompletableFuture<List<PaymentRecord>> payments(int offset, int limit) {
    return questions.page(offset, limit, ports.store()::payments);
  }

  // ---- what happens ----

  /**
   * Tells what happens. Bounded: a subscriber that leaves 1024 events unread misses the next ones;
   * the lists of this class tell the truth at any time.
   */
  public Flow.Publisher<NodeEvent> events() {
    return parts.env.events;
  }

  /** Reads the graph of announced channels; the function runs inside the loop and must be short. */
  public <T> CompletableFuture<T> graph(Function<NetworkGraph, T> reader) {
    return questions.query(() -> reader.apply(parts.gossip.graph()));
  }

  /** The height of the last block that the node has processed. */
  public int blockHeight() {
    return life.inside(() -> parts.env.blockHeight());
  }

  // ---- the end ----

  /**
   * Stops the node: ends connections, closes chain source, transport and store, and fails what is
   * not answered yet. HTLCs in flight stay so, and are taken up at the next start.
   */
  @Override
  public void close() {
    life.close();
  }
}
