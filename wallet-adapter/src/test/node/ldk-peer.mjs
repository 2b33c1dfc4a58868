// An LDK node as a process: `node ldk-peer.mjs '{"port":19735,"anchors":true,"seed":"<64 hex>"}'`.
// One JSON command per line of standard input, answered by one line {"id":..,"ok":..} or {"id":..,"error":..};
// what happens meanwhile is told in lines {"event":{"type":..}}. The end of standard input ends the process.

import fs from "node:fs";
import readline from "node:readline";
import { LdkNode, hex, loadLdk, unhex } from "./ldk-node.mjs";

console.log = (...words) => process.stderr.write(words.join(" ") + "\n"); // the bindings print a banner
const say = (value) =>
  process.stdout.write(JSON.stringify(value, (key, v) => (typeof v === "bigint" ? v.toString() : v)) + "\n");

/** Pays invoices with a fixed number in flight and tells the milliseconds that it took. */
class Load {
  constructor(invoices, inFlight) {
    this.waiting = [...invoices];
    this.inFlight = inFlight;
    this.unsettled = invoices.length;
    this.started = performance.now();
    this.done = new Promise((resolve, reject) => Object.assign(this, { resolve, reject }));
  }

  start() {
    for (let i = 0; i < this.inFlight; i++) this.next();
    return this.done;
  }

  next() {
    const bolt11 = this.waiting.shift();
    if (bolt11) node.pay(bolt11);
  }

  settles(event) {
    if (event.type === "PaymentFailed") this.reject(new Error(`payment failed: ${event.reason}`));
    if (event.type !== "PaymentSent") return ["PaymentClaimable", "PaymentClaimed", "PaymentPathSuccessful"].includes(event.type);
    this.unsettled--;
    if (this.unsettled === 0) this.resolve(performance.now() - this.started);
    else setImmediate(() => this.next()); // not from inside the event handler
    return true;
  }
}
let load = null;

/** What a caller may wait for; each is looked at again after whatever LDK does. */
const conditions = {
  usable: ({ channelId }) => node.channels().some((c) => c.channelId === channelId && c.usable),
  gone: ({ channelId }) => !node.channels().some((c) => c.channelId === channelId),
  feerate: ({ channelId, satPerKw }) => node.channels().some((c) => c.channelId === channelId && c.feerate === satPerKw),
  hinted: ({ channelId }) => node.channels().some((c) => c.channelId === channelId && c.hinted),
  pendingHtlcs: ({ count }) => node.channels().reduce((sum, c) => sum + c.pendingHtlcs, 0) === count,
  connected: ({ nodeId }) => node.peers().some((peer) => peer.nodeId === nodeId),
  disconnected: ({ nodeId }) => !node.peers().some((peer) => peer.nodeId === nodeId),
  graph: ({ usable }) => node.graphSize().usable >= usable,
};
let waiting = [];

function awaitCondition({ condition, ...parameters }) {
  const holds = () => conditions[condition](parameters);
  return new Promise((resolve) => {
    waiting.push({ holds, resolve });
    wake();
  });
}

function wake() {
  if (!waiting.length) return;
  waiting = waiting.filter(({ holds, resolve }) => {
    const met = holds();
    if (met) resolve(true);
    return !met;
  });
}

/** A file with the state of a node: an option to start from it, and a command to write it. */
function readSnapshot(file) {
  const { manager, monitors } = JSON.parse(fs.readFileSync(file, "utf8"));
  return { manager: unhex(manager), monitors: monitors.map(unhex) };
}

function writeSnapshot(file) {
  const { manager, monitors } = node.snapshot();
  fs.writeFileSync(file, JSON.stringify({ manager: hex(manager), monitors: monitors.map(hex) }));
}

const options = JSON.parse(process.argv[2] ?? "{}");
await loadLdk();
const node = new LdkNode({
  ...options,
  seed: unhex(options.seed),
  snapshot: options.snapshotFile && readSnapshot(options.snapshotFile),
  onEvent: (event) => {
    if (load?.settles(event)) return; // a benchmark's payments are counted, not told one by one
    say({ event });
  },
  onPumped: wake,
  onBroadcast: (tx) => say({ event: { type: "Broadcast", tx: hex(tx) } }),
  onLog: options.logLevel === undefined
    ? undefined
    : (level, text) => level >= options.logLevel && process.stderr.write(`[${level}] ${text}\n`),
});
await node.listen(options.port);
say({ event: { type: "Ready", nodeId: hex(node.nodeId) } });

const commands = {
  connect: async ({ port, nodeId }) => void (await node.connect(port, unhex(nodeId))),
  disconnect: ({ nodeId }) => node.disconnect(unhex(nodeId)),
  block: ({ header, height, txs }) => node.block(unhex(header), height, txs.map(([index, tx]) => [index, unhex(tx)])),
  open: ({ nodeId, sats, pushMsat }) => node.open(unhex(nodeId), sats, pushMsat),
  fund: ({ temporaryChannelId, tx }) => node.fund(temporaryChannelId, unhex(tx)),
  invoice: ({ msat, description, minFinalCltv }) => node.invoice(msat, description, minFinalCltv),
  pay: ({ bolt11, msat }) => node.pay(bolt11, msat),
  payAll: async ({ invoices, inFlight }) => {
    load = new Load(invoices, inFlight);
    try {
      return await load.start();
    } finally {
      load = null;
    }
  },
  keysend: ({ nodeId, msat }) => node.keysend(unhex(nodeId), msat),
  await: awaitCondition,
  cutAt: ({ text }) => node.cutAt(text),
  hold: ({ on }) => void (node.holdPayments = on),
  claim: ({ hash, preimage }) => node.claim(hash, preimage && unhex(preimage)),
  failBack: ({ hash }) => node.failBack(hash),
  close: ({ channelId }) => node.close(channelId),
  forceClose: ({ channelId }) => node.forceClose(channelId),
  sweep: ({ script }) => node.sweep(unhex(script)),
  announce: ({ alias }) => node.announce(alias),
  tick: () => node.tick(),
  feerate: ({ satPerKw }) => node.setFeerate(satPerKw),
  snapshot: ({ file }) => writeSnapshot(file),
  channels: () => node.channels(),
  peers: () => node.peers(),
  graph: () => node.graphSize(),
  graphContent: () => node.graphContent(),
  rapidGossip: ({ message, now }) => node.applyRapidGossip(unhex(message), now),
  stop: () => void setImmediate(() => process.exit(0)),
};

readline
  .createInterface({ input: process.stdin })
  .on("line", async (line) => {
    const { id, command, ...parameters } = JSON.parse(line);
    try {
      if (!(command in commands)) throw new Error(`unknown command ${command}`);
      say({ id, ok: (await commands[command](parameters)) ?? true });
    } catch (error) {
      say({ id, error: String(error?.message ?? error) });
    }
  })
  .on("close", () => process.exit(0));
