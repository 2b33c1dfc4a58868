// A regtest node of LDK (the npm package lightningdevkit, LDK 0.1.2 in WebAssembly), all state in memory.
// The chain is fed by the caller, block by block; transactions that LDK broadcasts go to `onBroadcast`.

import * as ldk from "lightningdevkit";
import { NodeLDKNet } from "lightningdevkit-node-net";
import * as fs from "node:fs";
import * as crypto from "node:crypto";
import * as path from "node:path";
import { createRequire } from "node:module";

export { ldk };
export const hex = (bytes) => Buffer.from(bytes).toString("hex");
export const unhex = (text) => new Uint8Array(Buffer.from(text, "hex"));

const EVENT_POLL_MILLIS = 5;
const KEYSEND_FINAL_CLTV_DELTA = 24;
const LOWEST_FEERATE = 253; // sat per 1000 weight

export async function loadLdk() {
  const entry = createRequire(import.meta.url).resolve("lightningdevkit");
  await ldk.initializeWasmFromBinary(fs.readFileSync(path.join(path.dirname(entry), "liblightningjs.wasm")));
}

/** The feature bits that are set, lowest first, from LDK's little-endian flags. */
function bits(littleEndianFlags) {
  const set = [];
  for (let bit = 0; bit < littleEndianFlags.length * 8; bit++) {
    if (littleEndianFlags[bit >> 3] & (1 << (bit & 7))) set.push(bit);
  }
  return set;
}

/** LDK's type with its leading length, turned into little-endian flags. */
const channelTypeBits = (type) => (type ? bits(type.write().slice(2).reverse()) : []);

const someOrNull = (option) => ("some" in option ? option.some : null);
const optionalAmount = (msat) =>
  msat === undefined ? ldk.Option_u64Z.constructor_none() : ldk.Option_u64Z.constructor_some(BigInt(msat));

function orThrow(result, what) {
  if (result.is_ok()) return result.res;
  const error = result.err;
  throw new Error(`${what}: ${error?.constructor?.name ?? ""} ${error?.err ?? error ?? ""}`);
}

function userConfig(options) {
  const config = ldk.UserConfig.constructor_default();
  const handshake = config.get_channel_handshake_config();
  handshake.set_negotiate_anchors_zero_fee_htlc_tx(Boolean(options.anchors));
  handshake.set_announce_for_forwarding(Boolean(options.announce));
  if (options.minimumDepth !== undefined) handshake.set_minimum_depth(options.minimumDepth);
  if (options.scidPrivacy) handshake.set_negotiate_scid_privacy(true);
  if (options.maxInFlightPercent) {
    handshake.set_max_inbound_htlc_value_in_flight_percent_of_channel(options.maxInFlightPercent);
  }
  if (options.maxAcceptedHtlcs) handshake.set_our_max_accepted_htlcs(options.maxAcceptedHtlcs);
  config.set_channel_handshake_config(handshake);
  const limits = config.get_channel_handshake_limits();
  limits.set_force_announced_channel_preference(false);
  if (options.trustOwnZeroConf) limits.set_trust_own_funding_0conf(true);
  config.set_channel_handshake_limits(limits);
  config.set_accept_forwards_to_priv_channels(true);
  config.set_manually_accept_inbound_channels(true); // LDK wants this for anchor channels
  return config;
}

export class LdkNode {
  #pendingFunding = new Map();
  #spendable = [];
  #queue = [];
  #monitors = new Map();
  #feerate = LOWEST_FEERATE;
  #cutAt = null;
  #sockets = new Set();
  #timer;

  /**
   * options: seed (32 bytes), anchors, announce, minimumDepth, zeroConf (accept without confirmations), trustOwnZeroConf,
   * scidPrivacy, eventPollMillis, holdPayments (do not claim before told), onEvent(plain object), onBroadcast(bytes),
   * onLog(level, text), onPumped() after each look for something to do.
   */
  constructor(options) {
    this.options = options;
    this.holdPayments = Boolean(options.holdPayments);
    const now = BigInt(Math.floor(Date.now() / 1000));
    const network = ldk.Network.LDKNetwork_Regtest;

    const feeEstimator = ldk.FeeEstimator.new_impl({
      // A high "maximum" estimate widens the dust exposure that LDK allows (10,000 times that feerate).
      get_est_sat_per_1000_weight: (target) =>
        ldk.ConfirmationTarget[target]?.endsWith("MaximumFeeEstimate") ? 25_000 : this.#feerate,
    });
    const broadcaster = ldk.BroadcasterInterface.new_impl({
      broadcast_transactions: (txs) => txs.forEach((tx) => options.onBroadcast(tx)),
    });
    const logger = ldk.Logger.new_impl({
      log: (record) => {
        if (!options.onLog && !this.#cutAt) return;
        const text = record.get_args();
        options.onLog?.(record.get_level(), `${record.get_module_path()}: ${text}`);
        if (this.#cutAt && text.includes(this.#cutAt)) this.#cut(text);
      },
    });
    const completed = ldk.ChannelMonitorUpdateStatus.LDKChannelMonitorUpdateStatus_Completed;
    const keep = (outPoint, monitor) => {
      if (options.snapshots) this.#monitors.set(outPoint.to_str(), monitor.write());
      return completed;
    };
    const persister = ldk.Persist.new_impl({
      persist_new_channel: (outPoint, monitor) => keep(outPoint, monitor),
      update_persisted_channel: (outPoint, update, monitor) => keep(outPoint, monitor),
      archive_persisted_channel: () => {},
    });

    this.keys = ldk.KeysManager.constructor_new(options.seed, now, 0);
    const entropy = this.keys.as_EntropySource();
    const signer = this.keys.as_NodeSigner();
    this.chainMonitor = ldk.ChainMonitor.constructor_new(
      ldk.Option_FilterZ.constructor_none(), broadcaster, logger, feeEstimator, persister);
    this.logger = logger;
    this.graph = ldk.NetworkGraph.constructor_new(network, logger);
    const scorer = ldk.MultiThreadedLockableScore.constructor_new(
      ldk.ProbabilisticScorer.constructor_new(
        ldk.ProbabilisticScoringDecayParameters.constructor_default(), this.graph, logger).as_Score());
    const router = ldk.DefaultRouter.constructor_new(
      this.graph, logger, entropy, scorer.as_LockableScore(), ldk.ProbabilisticScoringFeeParameters.constructor_default());
    const messageRouter = ldk.DefaultMessageRouter.constructor_new(this.graph, entropy);
    const watch = this.chainMonitor.as_Watch();
    const signers = this.keys.as_SignerProvider();
    const routers = [router.as_Router(), messageRouter.as_MessageRouter()];
    const config = userConfig(options);
    if (options.snapshot) {
      const monitors = options.snapshot.monitors.map((bytes) =>
        orThrow(
          ldk.UtilMethods.constructor_C2Tuple_ThirtyTwoBytesChannelMonitorZ_read(bytes, entropy, signers),
          "monitor").get_b());
      this.channelManager = orThrow(
        ldk.UtilMethods.constructor_C2Tuple_ThirtyTwoBytesChannelManagerZ_read(
          options.snapshot.manager, entropy, signer, signers, feeEstimator, watch, broadcaster, ...routers, logger,
          config, monitors), "channel manager").get_b();
      for (const monitor of monitors) {
        orThrow(watch.watch_channel(monitor.get_funding_txo().get_a(), monitor), "watch_channel");
      }
    } else {
      this.channelManager = ldk.ChannelManager.constructor_new(
        feeEstimator, watch, broadcaster, ...routers, logger, entropy, signer, signers, config,
        ldk.ChainParameters.constructor_new(network, ldk.BestBlock.constructor_from_network(network)), Number(now));
    }
    const ignorer = ldk.IgnoringMessageHandler.constructor_new();
    const onionMessenger = ldk.OnionMessenger.constructor_new(
      entropy, signer, logger, this.channelManager.as_NodeIdLookUp(), messageRouter.as_MessageRouter(),
      this.channelManager.as_OffersMessageHandler(), ignorer.as_AsyncPaymentsMessageHandler(),
      this.channelManager.as_DNSResolverMessageHandler(), ignorer.as_CustomOnionMessageHandler());
    this.gossip = ldk.P2PGossipSync.constructor_new(this.graph, ldk.Option_UtxoLookupZ.constructor_none(), logger);
    this.peerManager = ldk.PeerManager.constructor_new(
      this.channelManager.as_ChannelMessageHandler(), this.gossip.as_RoutingMessageHandler(),
      onionMessenger.as_OnionMessageHandler(), ignorer.as_CustomMessageHandler(), Number(now),
      entropy.get_secure_random_bytes(), logger, signer);
    this.net = new NodeLDKNet(this.peerManager);
    const describe = this.net.get_descriptor.bind(this.net);
    this.net.get_descriptor = (socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
      return describe(socket);
    };
    this.nodeId = this.channelManager.get_our_node_id();

    this.eventSources = [
      this.channelManager.as_EventsProvider(), this.chainMonitor.as_EventsProvider(), onionMessenger.as_EventsProvider()];
    this.eventHandler = ldk.EventHandler.new_impl({
      handle_event: (event) => {
        this.#queue.push(event); // handled after LDK's own call has returned: its locks are not reentrant
        return ldk.Result_NoneReplayEventZ.constructor_ok();
      },
    });
    this.#timer = setInterval(() => this.pump(), options.eventPollMillis ?? EVENT_POLL_MILLIS);
  }

  listen(port) {
    return this.net.bind_listener("127.0.0.1", port);
  }

  connect(port, nodeId) {
    return this.net.connect_peer("127.0.0.1", port, nodeId);
  }

  disconnect(nodeId) {
    this.peerManager.disconnect_by_node_id(nodeId);
  }

  /**
   * Drops all connections as soon as LDK logs a line with this text, as when the network breaks in the middle of a
   * dialogue: what LDK has to say to the message that it logs is not sent any more.
   */
  cutAt(text) {
    this.#cutAt = text;
  }

  #cut(line) {
    this.#cutAt = null;
    for (const socket of this.#sockets) socket.destroy();
    this.options.onEvent({ type: "Cut", line });
  }

  /** All that LDK would have on its disk; for a node with the option `snapshots`. */
  snapshot() {
    return { manager: this.channelManager.write(), monitors: [...this.#monitors.values()] };
  }

  /** A new estimate (sat per 1000 weight), which LDK looks at once a minute, and now. */
  setFeerate(satPerKw) {
    this.#feerate = satPerKw;
    this.tick();
  }

  stop() {
    clearInterval(this.#timer);
    this.net.stop();
  }

  pump() {
    this.peerManager.process_events();
    for (const source of this.eventSources) source.process_pending_events(this.eventHandler);
    while (this.#queue.length) this.#handle(this.#queue.shift());
    this.peerManager.process_events();
    this.options.onPumped?.();
  }

  /** header: 80 bytes; txs: [[index in block, raw transaction]]. */
  block(header, height, txs) {
    for (const listener of [this.chainMonitor.as_Confirm(), this.channelManager.as_Confirm()]) {
      if (txs.length) {
        const indexed = txs.map(([index, tx]) => ldk.TwoTuple_usizeTransactionZ.constructor_new(index, tx));
        listener.transactions_confirmed(header, indexed, height);
      }
      listener.best_block_updated(header, height);
    }
    this.pump();
  }

  /** Ends with the event FundingGenerationReady, which `fund` answers. */
  open(nodeId, sats, pushMsat) {
    const id = orThrow(
      this.channelManager.create_channel(nodeId, BigInt(sats), BigInt(pushMsat ?? 0), 1n, null, null), "create_channel");
    this.pump();
    return hex(id.get_a());
  }

  fund(temporaryChannelId, tx) {
    const request = this.#pendingFunding.get(temporaryChannelId);
    if (!request) throw new Error(`no channel ${temporaryChannelId} waits for funding`);
    orThrow(
      this.channelManager.funding_transaction_generated(request.temporary_channel_id, request.counterparty_node_id, tx),
      "funding_transaction_generated");
    this.#pendingFunding.delete(temporaryChannelId);
    this.pump();
  }

  invoice(msat, description, minFinalCltv) {
    const text = ldk.Bolt11InvoiceDescription.constructor_direct(
      orThrow(ldk.Description.constructor_new(description ?? "interop"), "description"));
    const invoice = orThrow(
      this.channelManager.create_bolt11_invoice(
        optionalAmount(msat), text, ldk.Option_u32Z.constructor_some(3600),
        minFinalCltv ? ldk.Option_u16Z.constructor_some(minFinalCltv) : ldk.Option_u16Z.constructor_none(),
        ldk.Option_ThirtyTwoBytesZ.constructor_none()), "create_bolt11_invoice");
    return invoice.to_str();
  }

  pay(bolt11, msat) {
    const invoice = orThrow(ldk.Bolt11Invoice.constructor_from_str(bolt11), "invoice");
    const parameters = orThrow(
      msat === undefined
        ? ldk.UtilMethods.constructor_payment_parameters_from_invoice(invoice)
        : ldk.UtilMethods.constructor_payment_parameters_from_variable_amount_invoice(invoice, BigInt(msat)),
      "payment parameters");
    const [hash, onion, route] = [parameters.get_a(), parameters.get_b(), parameters.get_c()];
    orThrow(
      this.channelManager.send_payment(hash, onion, hash, route, ldk.Retry.constructor_attempts(3)), "send_payment");
    this.pump();
    return hex(hash);
  }

  keysend(nodeId, msat) {
    const route = ldk.RouteParameters.constructor_from_payment_params_and_value(
      ldk.PaymentParameters.constructor_for_keysend(nodeId, KEYSEND_FINAL_CLTV_DELTA, false), BigInt(msat));
    const hash = orThrow(
      this.channelManager.send_spontaneous_payment(
        ldk.Option_ThirtyTwoBytesZ.constructor_some(new Uint8Array(crypto.randomBytes(32))),
        ldk.RecipientOnionFields.constructor_spontaneous_empty(), new Uint8Array(crypto.randomBytes(32)), route,
        ldk.Retry.constructor_attempts(3)), "send_spontaneous_payment");
    this.pump();
    return hex(hash);
  }

  claim(hash, knownPreimage) {
    const preimage = knownPreimage ?? this.heldPreimages.get(hash);
    if (!preimage) throw new Error(`no held payment ${hash}`);
    this.channelManager.claim_funds(preimage);
    this.heldPreimages.delete(hash);
    this.pump();
  }

  failBack(hash) {
    this.channelManager.fail_htlc_backwards(unhex(hash));
    this.heldPreimages.delete(hash);
    this.pump();
  }

  heldPreimages = new Map();

  close(channelId) {
    const channel = this.#channel(channelId);
    orThrow(
      this.channelManager.close_channel(channel.get_channel_id(), channel.get_counterparty().get_node_id()), "close_channel");
    this.pump();
  }

  forceClose(channelId) {
    const channel = this.#channel(channelId);
    orThrow(
      this.channelManager.force_close_broadcasting_latest_txn(
        channel.get_channel_id(), channel.get_counterparty().get_node_id(), "asked to"), "force_close");
    this.pump();
  }

  /** A transaction that spends all that LDK can spend to the script, or null when there is nothing. */
  sweep(script) {
    if (!this.#spendable.length) return null;
    const tx = orThrow(
      this.keys.as_OutputSpender().spend_spendable_outputs(
        this.#spendable, [], script, 500, ldk.Option_u32Z.constructor_none()), "spend_spendable_outputs");
    this.#spendable = [];
    return hex(tx);
  }

  /** Lets LDK announce itself; it does so only once it has a public channel. */
  announce(alias) {
    const name = new Uint8Array(32);
    name.set(Buffer.from(alias ?? "ldk"));
    this.peerManager.broadcast_node_announcement(new Uint8Array(3), name, []);
    this.pump();
  }

  tick() {
    this.channelManager.timer_tick_occurred();
    this.peerManager.timer_tick_occurred();
    this.pump();
  }

  channels() {
    return this.channelManager.list_channels().map((channel) => ({
      channelId: hex(channel.get_channel_id().get_a()),
      peer: hex(channel.get_counterparty().get_node_id()),
      ready: channel.get_is_channel_ready(),
      usable: channel.get_is_usable(),
      sats: channel.get_channel_value_satoshis(),
      outboundMsat: channel.get_outbound_capacity_msat(),
      inboundMsat: channel.get_inbound_capacity_msat(),
      reserveSat: someOrNull(channel.get_unspendable_punishment_reserve()),
      scid: someOrNull(channel.get_short_channel_id()),
      feerate: someOrNull(channel.get_feerate_sat_per_1000_weight()), // sat per 1000 weight
      // The peer's channel_update has come: invoices can tell the way over this channel. (A tagged null pointer is 0 or 1.)
      hinted: channel.get_counterparty().get_forwarding_info().ptr > 1n,
      pendingHtlcs: channel.get_pending_inbound_htlcs().length + channel.get_pending_outbound_htlcs().length,
      type: channelTypeBits(channel.get_channel_type()),
    }));
  }

  peers() {
    return this.peerManager.list_peers().map((peer) => ({
      nodeId: hex(peer.get_counterparty_node_id()),
      inbound: peer.get_is_inbound_connection(),
      features: bits(peer.get_init_features().le_flags()),
    }));
  }

  /** Applies a rapid gossip message as if it were that time (seconds); gives the time up to which it tells. */
  applyRapidGossip(message, now) {
    const sync = ldk.RapidGossipSync.constructor_new(this.graph, this.logger);
    return orThrow(
      sync.update_network_graph_no_std(message, ldk.Option_u64Z.constructor_some(BigInt(now))), "rapid gossip");
  }

  /** What the graph holds: of each channel its id, nodes, capacity and both policies, as far as they are known. */
  graphContent() {
    // The bindings make an object of zeros of a policy that is not known.
    const policy = (info) => info?.get_last_update() > 0 ? {
      enabled: Boolean(info.get_enabled()), lastUpdate: info.get_last_update(), delta: info.get_cltv_expiry_delta(),
      minimum: info.get_htlc_minimum_msat(), maximum: info.get_htlc_maximum_msat(),
      base: info.get_fees().get_base_msat(), millionths: info.get_fees().get_proportional_millionths(),
    } : null;
    const view = this.graph.read_only();
    const channels = [...view.list_channels()].map((scid) => {
      const channel = view.channel(scid);
      const capacity = channel.get_capacity_sats();
      return {
        scid, node1: hex(channel.get_node_one().as_slice()), node2: hex(channel.get_node_two().as_slice()),
        capacity: capacity instanceof ldk.Option_u64Z_Some ? capacity.some : null,
        policies: [policy(channel.get_one_to_two()), policy(channel.get_two_to_one())],
      };
    });
    const nodes = view.list_nodes().map((id) => {
      const announced = view.node(id).get_announcement_info();
      const known = announced instanceof ldk.Option_NodeAnnouncementInfoZ_Some;
      return { id: hex(id.as_slice()), features: known ? hex(announced.some.features().write().slice(2)) : null };
    });
    view.free();
    return { channels, nodes };
  }

  graphSize() {
    const view = this.graph.read_only();
    const channels = [...view.list_channels()];
    const usable = channels.filter((scid) => {
      const channel = view.channel(scid);
      return channel.get_one_to_two() !== null && channel.get_two_to_one() !== null;
    }).length;
    const size = { channels: channels.length, usable, nodes: view.list_nodes().length };
    view.free();
    return size;
  }

  #channel(channelId) {
    const found = this.channelManager.list_channels().find((c) => hex(c.get_channel_id().get_a()) === channelId);
    if (!found) throw new Error(`no channel ${channelId}`);
    return found;
  }

  #handle(event) {
    const type = event.constructor.name.replace(/^Event_/, "");
    const handler = this.#handlers[type];
    this.options.onEvent({ type, ...(handler ? handler(event) : {}) });
  }

  #handlers = {
    OpenChannelRequest: (event) => {
      const accept = this.options.zeroConf
        ? this.channelManager.accept_inbound_channel_from_trusted_peer_0conf
        : this.channelManager.accept_inbound_channel;
      const result = accept.call(this.channelManager, event.temporary_channel_id, event.counterparty_node_id, 1n);
      return { accepted: result.is_ok(), error: result.is_ok() ? undefined : String(result.err.err) };
    },
    FundingGenerationReady: (event) => {
      const temporaryChannelId = hex(event.temporary_channel_id.get_a());
      this.#pendingFunding.set(temporaryChannelId, event);
      return { temporaryChannelId, script: hex(event.output_script), sats: event.channel_value_satoshis };
    },
    PendingHTLCsForwardable: () => {
      setImmediate(() => {
        this.channelManager.process_pending_htlc_forwards();
        this.pump();
      });
      return {};
    },
    PaymentClaimable: (event) => {
      const hash = hex(event.payment_hash);
      const preimage = event.purpose.preimage();
      if ("some" in preimage) {
        if (this.holdPayments) this.heldPreimages.set(hash, preimage.some);
        else this.channelManager.claim_funds(preimage.some);
      }
      return {
        hash,
        preimage: "some" in preimage ? hex(preimage.some) : null,
        msat: event.amount_msat,
        purpose: event.purpose.constructor.name,
      };
    },
    PaymentClaimed: (event) => ({ hash: hex(event.payment_hash), msat: event.amount_msat, parts: event.htlcs.length }),
    PaymentSent: (event) => ({
      hash: hex(event.payment_hash),
      preimage: hex(event.payment_preimage),
      feeMsat: someOrNull(event.fee_paid_msat),
    }),
    PaymentFailed: (event) => ({
      hash: hex(someOrNull(event.payment_hash) ?? []),
      reason: ldk.PaymentFailureReason[someOrNull(event.reason)]?.replace(/^LDKPaymentFailureReason_/, ""),
    }),
    PaymentPathFailed: (event) => ({
      hash: hex(event.payment_hash),
      permanent: event.payment_failed_permanently,
      failure: event.failure.constructor.name,
      scid: someOrNull(event.short_channel_id), // the channel at fault
    }),
    PaymentForwarded: (event) => ({ feeMsat: someOrNull(event.total_fee_earned_msat) }),
    ChannelClosed: (event) => ({
      channelId: hex(event.channel_id.get_a()),
      reason: event.reason.constructor.name.replace(/^ClosureReason_/, ""),
      detail: event.reason.peer_msg?.get_a() ?? event.reason.err,
    }),
    ChannelPending: (event) => ({ channelId: hex(event.channel_id.get_a()) }),
    ChannelReady: (event) => ({ channelId: hex(event.channel_id.get_a()), channelType: channelTypeBits(event.channel_type) }),
    SpendableOutputs: (event) => {
      this.#spendable.push(...event.outputs);
      return { outputs: event.outputs.map((output) => output.constructor.name.replace(/^SpendableOutputDescriptor_/, "")) };
    },
    BumpTransaction: (event) => {
      // No wallet here to add fees from: the commitment transaction's own feerate has to do.
      const bump = event.bump_transaction;
      if (bump.commitment_tx) this.options.onBroadcast(bump.commitment_tx);
      return { kind: bump.constructor.name.replace(/^BumpTransactionEvent_/, "") };
    },
  };
}
