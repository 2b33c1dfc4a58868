package org.boltj.wallet.bitcoind;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.Network;

/**
 * A Bitcoin Core node, as a program that embeds boltj uses it: one address for blocks, broadcasts
 * and feerates.
 */
public final class Bitcoind implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
  private static final Duration FEE_INTERVAL = Duration.ofMinutes(1);
  private static final FeeratePerKw FALLBACK_FEERATE = FeeratePerKw.ofSatPerVByte(10);
  private static final FeeratePerKw MAXIMUM_FEERATE = FeeratePerKw.ofSatPerVByte(500);

  private final BitcoinRpc rpc;
  private final Network network;
  private final Duration pollInterval;
  private final BitcoindFees fees;
  private final ScheduledExecutorService feeRefresh =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("boltj-fees").factory());

  private Bitcoind(BitcoinRpc rpc, Network network, Duration pollInterval) {
    this.rpc = rpc;
    this.network = network;
    this.pollInterval = pollInterval;
    this.fees = new BitcoindFees(rpc, FALLBACK_FEERATE, MAXIMUM_FEERATE);
    feeRefresh.scheduleWithFixedDelay(
        this::refreshFees, 0, FEE_INTERVAL.toSeconds(), TimeUnit.SECONDS);
  }

  /**
   * A node at an address such as {@code http://127.0.0.1:8332}. It need not be running yet: what it
   * cannot be asked now is asked again.
   */
  public static Bitcoind at(URI address, RpcCredentials credentials, Network network) {
    return at(address, credentials, network, POLL_INTERVAL);
  }

  /** The same, with another interval between two looks at the tip. */
  public static Bitcoind at(
      URI address, RpcCredentials credentials, Network network, Duration pollInterval) {
    return new Bitcoind(new BitcoinRpc(address, credentials, TIMEOUT), network, pollInterval);
  }

  private void refreshFees() {
    try {
      fees.refresh();
    } catch (RpcException | RuntimeException e) {
      // The last estimates stand; that the node is away is said by the source. A fault of another
      // kind must not end the reading for good either.
    }
  }

  /** A new view of the chain; each boltj node, and each wallet, has its own and closes it. */
  public BitcoindSource source() {
    return new BitcoindSource(rpc, network, pollInterval);
  }

  public BitcoindFees fees() {
    return fees;
  }

  public BitcoinRpc rpc() {
    return rpc;
  }

  /** Ends the reading of feerates. */
  @Override
  public void close() {
    feeRefresh.shutdownNow();
  }
}
