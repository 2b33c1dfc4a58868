package org.boltj.wallet.bitcoind;

import java.net.URI;
import java.time.Duration;
import org.boltj.base.Bytes;
import org.boltj.base.Network;
import org.boltj.port.ChainSource;
import org.boltj.tx.Addresses;
import org.boltj.wallet.contract.Backend;

/** A regtest node behind JSON-RPC. */
class RpcBackend implements Backend {
  static final Duration POLL_INTERVAL = Duration.ofMillis(20);

  private final BitcoinRpc rpc;
  private final Runnable stop;

  RpcBackend(URI address, RpcCredentials credentials, Runnable stop) {
    this.rpc = new BitcoinRpc(address, credentials, Duration.ofSeconds(20));
    this.stop = stop;
  }

  @Override
  public ChainSource source() {
    return new BitcoindSource(rpc, Network.REGTEST, POLL_INTERVAL);
  }

  @Override
  public void mine(int count, Bytes scriptPubKey) throws Exception {
    String address = Addresses.fromScriptPubKey(scriptPubKey, Network.REGTEST).orElseThrow();
    rpc.call("generatetoaddress", count, address);
  }

  @Override
  public void disconnect(int count) throws Exception {
    int height = rpc.call("getblockcount").asInt() - count + 1;
    rpc.call("invalidateblock", rpc.call("getblockhash", height).asText());
  }

  BitcoinRpc rpc() {
    return rpc;
  }

  @Override
  public void close() {
    stop.run();
  }
}
