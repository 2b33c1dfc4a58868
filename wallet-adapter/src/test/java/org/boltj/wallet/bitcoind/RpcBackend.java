package org.boltj.wallet.bitcoind;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.boltj.base.Bytes;
import org.boltj.base.Network;
import org.boltj.base.TxId;
import org.boltj.port.ChainSource;
import org.boltj.tx.Addresses;
import org.boltj.wallet.contract.Backend;
import org.boltj.wallet.contract.Gate;

/** A regtest node behind JSON-RPC. */
public class RpcBackend implements Backend {
  public static final Duration POLL_INTERVAL = Duration.ofMillis(20);

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final BitcoinRpc rpc;
  private final RpcCredentials credentials;
  private final Runnable stop;
  private final Gate gate;

  public RpcBackend(URI address, RpcCredentials credentials, Runnable stop) throws IOException {
    this.rpc = new BitcoinRpc(address, credentials, TIMEOUT);
    this.credentials = credentials;
    this.stop = stop;
    this.gate = new Gate(address.getPort());
  }

  @Override
  public ChainSource source() {
    URI address = URI.create("http://127.0.0.1:" + gate.port() + "/");
    return new BitcoindSource(
        new BitcoinRpc(address, credentials, TIMEOUT), Network.REGTEST, POLL_INTERVAL);
  }

  @Override
  public boolean evict(TxId txid) throws Exception {
    try {
      rpc.call("evicttransaction", txid.toString());
      return true;
    } catch (RpcException e) {
      return false; // Bitcoin Core has no such method
    }
  }

  @Override
  public boolean goAway() throws IOException {
    gate.close();
    return true;
  }

  @Override
  public void comeBack() throws IOException {
    gate.open();
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

  @Override
  public void awaitMempool(TxId txid) throws Exception {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    while (!rpc.call("getrawmempool").toString().contains(txid.toString())) {
      assertThat(System.nanoTime()).as("in the mempool within " + TIMEOUT).isLessThan(end);
      LockSupport.parkNanos(POLL_INTERVAL.toNanos());
    }
  }

  @Override
  public void close() {
    gate.close();
    stop.run();
  }
}
