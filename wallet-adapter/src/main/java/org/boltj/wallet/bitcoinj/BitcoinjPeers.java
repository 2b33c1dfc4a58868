package org.boltj.wallet.bitcoinj;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bitcoinj.core.Block;
import org.bitcoinj.core.BlockChain;
import org.bitcoinj.core.FilteredBlock;
import org.bitcoinj.core.NetworkParameters;
import org.bitcoinj.core.Peer;
import org.bitcoinj.core.PeerAddress;
import org.bitcoinj.core.PeerGroup;
import org.bitcoinj.core.listeners.BlockchainDownloadEventListener;
import org.bitcoinj.store.BlockStore;
import org.bitcoinj.store.BlockStoreException;
import org.bitcoinj.store.MemoryBlockStore;
import org.boltj.base.Network;
import org.boltj.port.ChainSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections to Bitcoin peers, with a chain of headers that is checked for work. Wallets may be
 * added, which then ask peers to filter blocks for them (BIP 37, which peers learn from and few
 * serve).
 */
public final class BitcoinjPeers implements AutoCloseable {
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
  private static final Duration MIN_PAUSE = Duration.ofMillis(10);

  /** How long a connected peer may say nothing, though it is asked three times. */
  private static final Duration SILENCE = Duration.ofSeconds(90);

  /** The latest time that a header can hold. */
  private static final Instant NEVER = Instant.ofEpochSecond(0xffffffffL);

  private final Network network;
  private final BlockChain headers;
  private final PeerGroup peers;

  private BitcoinjPeers(Network network, BlockChain headers, PeerGroup peers) {
    this.network = network;
    this.headers = headers;
    this.peers = peers;
  }

  /**
   * Connects to the given peers and keeps trying while they are away, at the pause of {@link
   * #reconnectPause}. Headers are kept in memory, from the first block on.
   */
  public static BitcoinjPeers connect(
      Network network, List<InetSocketAddress> addresses, List<BitcoinjWallet> wallets) {
    Convert.enterBitcoinj();
    NetworkParameters parameters = NetworkParameters.of(Convert.network(network));
    BlockStore store = new MemoryBlockStore(parameters.getGenesisBlock());
    return connect(network, addresses, wallets, store, reconnectPause(network));
  }

  /** The pause between attempts to reach a peer: 1 s on regtest, 30 s elsewhere. */
  public static Duration reconnectPause(Network network) {
    return Duration.ofSeconds(network == Network.REGTEST ? 1 : 30);
  }

  /**
   * The same with a store of headers, for instance bitcoinj's SPVBlockStore in a file.
   *
   * @param reconnectPause how long after a failed attempt, or a lost connection, a peer is tried
   *     again, however often it failed; at least 10 ms. An attempt lasts 5 s at most, so a peer
   *     that is back is connected to within this pause and 5 s. A connected peer that falls silent
   *     is given up after 90 s.
   */
  public static BitcoinjPeers connect(
      Network network,
      List<InetSocketAddress> addresses,
      List<BitcoinjWallet> wallets,
      BlockStore store,
      Duration reconnectPause) {
    return connect(network, addresses, wallets, store, reconnectPause, SILENCE);
  }

  static BitcoinjPeers connect(
      Network network,
      List<InetSocketAddress> addresses,
      List<BitcoinjWallet> wallets,
      BlockStore store,
      Duration reconnectPause,
      Duration silence) {
    if (reconnectPause.compareTo(MIN_PAUSE) < 0) {
      throw new IllegalArgumentException("pause of " + reconnectPause + " is under " + MIN_PAUSE);
    }
    Convert.enterBitcoinj();
    try {
      BlockChain headers = new BlockChain(Convert.network(network), store);
      PeerGroup peers =
          new SteadyPeers(
              Convert.network(network),
              headers,
              addresses.stream().map(PeerAddress::simple).toList(),
              reconnectPause,
              silence);
      for (BitcoinjWallet wallet : wallets) {
        headers.addWallet(wallet.wallet());
        peers.addWallet(wallet.wallet());
      }
      // Without wallets nothing is to be filtered, and no peer needs to serve filters.
      peers.setBloomFilteringEnabled(!wallets.isEmpty());
      if (wallets.isEmpty()) {
        // Headers are enough: sources ask for the blocks that they want.
        peers.setFastCatchupTime(NEVER);
      }
      peers.setUseLocalhostPeerWhenPossible(false);
      peers.setMinBroadcastConnections(1);
      // Before any peer is there: bitcoinj does not ask one for headers that was there already.
      peers.startBlockChainDownload(new NoProgress());
      peers.start();
      return new BitcoinjPeers(network, headers, peers);
    } catch (BlockStoreException e) {
      throw new IllegalStateException("the store of headers fails", e);
    }
  }

  /** A new view of the chain for a boltj node. */
  public ChainSource source() {
    return source(POLL_INTERVAL);
  }

  ChainSource source(Duration pollInterval) {
    return new BitcoinjSource(network, peers, headers, pollInterval);
  }

  @Override
  public void close() {
    peers.stop();
  }

  /** bitcoinj downloads only for a listener; sources look at its chain instead. */
  private static final class NoProgress implements BlockchainDownloadEventListener {
    @Override
    public void onChainDownloadStarted(Peer peer, int blocksLeft) {}

    @Override
    public void onBlocksDownloaded(
        Peer peer, Block block, @Nullable FilteredBlock filtered, int blocksLeft) {}
  }
}
