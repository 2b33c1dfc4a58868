// A bcoin full node on regtest, in memory, on loopback only, made to behave like Bitcoin Core.
//
//   node bcoin-node.js <p2pPort> <rpcPort> <apiKey>
//
// Prints {"ready":true,...} once it answers, and ends on SIGTERM or when its standard input closes.
'use strict';

const [p2pPort, rpcPort, apiKey] = [Number(process.argv[2]), Number(process.argv[3]), process.argv[4]];

// mrmr is a native addon without an automatic fallback: put its JavaScript form in its place, so that
// an installation without compiler and install scripts is enough.
function replaceNativeMurmur() {
  const path = require.resolve('mrmr');
  require.cache[path] = {id: path, filename: path, loaded: true, exports: require('mrmr/lib/murmur3-browser.js')};
}
replaceNativeMurmur();

const bcoin = require('bcoin');
const Chain = require('bcoin/lib/blockchain/chain');
const {thresholdStates} = require('bcoin/lib/blockchain/common');
const Pool = require('bcoin/lib/net/pool');
const Network = require('bcoin/lib/protocol/network');
const networks = require('bcoin/lib/protocol/networks');
const TX = require('bcoin/lib/primitives/tx');

// bcoin's own regtest differs from Core's in address prefixes and in the heights of soft forks.
for (const network of [Network.get('regtest'), networks.regtest]) {
  Object.assign(network.addressPrefix, {pubkeyhash: 111, scripthash: 196, bech32: 'bcrt'});
  Object.assign(network.keyPrefix, {privkey: 239, xpubkey: 0x043587cf, xprivkey: 0x04358394});
  network.block.bip65height = 0;
  network.block.bip66height = 0;
}
Chain.prototype.getState = async () => thresholdStates.ACTIVE;

// bcoin asks DNS servers for its public address, and waits two seconds for them before it listens.
Pool.prototype.discoverExternal = async () => {};

// Core takes transactions that were not announced; bcoin would drop the peer that sends them.
const handleTX = Pool.prototype._handleTX;
Pool.prototype._handleTX = function acceptUnannounced(peer, packet) {
  const hash = packet.tx.hash('hex');
  if (!peer.merkleBlock && !peer.txMap.has(hash)) {
    peer.txMap.set(hash, Math.floor(Date.now() / 1000));
    if (this.txMap.add) this.txMap.add(hash);
    else this.txMap.set(hash, 1);
  }
  return handleTX.call(this, peer, packet);
};

const node = new bcoin.FullNode({
  network: 'regtest',
  memory: true,
  workers: false,
  listen: true,
  host: '127.0.0.1',
  publicHost: '127.0.0.1',
  port: p2pPort,
  httpHost: '127.0.0.1',
  httpPort: rpcPort,
  apiKey,
  bip37: true,
  indexTx: true,
  indexAddress: true,
  requireStandard: false,
  limitFree: false,
  minRelay: 0,
  relayPriority: false,
  discover: false,
  maxOutbound: 1,
});

class CallError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
    this.type = 'RPCError';
  }
}

// bcoin answers before it has judged the transaction; Core answers with the judgement.
node.rpc.calls.sendrawtransaction = async ([hex]) => {
  const tx = TX.fromRaw(Buffer.from(hex, 'hex'));
  const txid = tx.txid();
  if (node.mempool.hasEntry(tx.hash('hex'))) return txid;
  if (await node.chain.hasCoins(tx)) throw new CallError(-27, 'Transaction already in block chain');
  let missing;
  try {
    missing = await node.mempool.addTX(tx);
  } catch (e) {
    throw new CallError(-26, e.reason || e.message);
  }
  if (missing) throw new CallError(-25, 'bad-txns-inputs-missingorspent');
  // Resolves only when peers have taken it, and there may be none.
  node.pool.broadcast(tx).catch(() => {});
  return txid;
};

// For tests of what happens when a full mempool drops a transaction; Core has no such call.
node.rpc.calls.evicttransaction = async ([txid]) => {
  const entry = node.mempool.getEntry(Buffer.from(txid, 'hex').reverse().toString('hex'));
  if (!entry) throw new CallError(-5, 'not in the mempool');
  node.mempool.evictEntry(entry);
  return null;
};

async function close() {
  await node.close();
  process.exit(0);
}

async function main() {
  await node.ensure();
  await node.open();
  await node.connect();
  process.stdin.on('end', close).resume();
  process.on('SIGTERM', close);
  console.log(JSON.stringify({ready: true, p2pPort, rpcPort}));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
