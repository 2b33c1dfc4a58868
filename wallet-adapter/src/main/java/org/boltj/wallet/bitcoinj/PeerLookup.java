package org.boltj.wallet.bitcoinj;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bitcoinj.core.BlockChain;
import org.bitcoinj.core.NetworkParameters;
import org.bitcoinj.core.Peer;
import org.bitcoinj.core.PeerGroup;
import org.bitcoinj.core.StoredBlock;
import org.bitcoinj.core.VersionMessage;
import org.bitcoinj.store.BlockStoreException;
import org.boltj.base.BlockHash;
import org.boltj.base.Network;
import org.boltj.base.TxId;
import org.boltj.codec.DecodeException;
import org.boltj.port.ChainBlock;
import org.boltj.port.ConfirmedTransaction;
import org.boltj.tx.Transaction;
import org.boltj.wallet.follow.BlockLookup;
import org.boltj.wallet.follow.ChainUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Headers from bitcoinj's chain, which checks their work, and whole blocks from a peer. Peers do
 * not learn which transactions are of interest, as they would with the filters of BIP 37.
 */
final class PeerLookup implements BlockLookup {
  private static final int BLOCK_TIMEOUT_SECONDS = 60;

  /** The most that a standard transaction weighs, in weight units. */
  private static final long MAX_STANDARD_WEIGHT = 400_000;

  /** In weight units: a weight unit is a byte or less. */
  private static final long MAX_UNCONFIRMED_WEIGHT = 32_000_000;

  private final Network network;
  private final PeerGroup peers;
  private final BlockChain headers;

  /** The hashes of the best chain as far as they were looked up. */
  private final TreeMap<Integer, BlockHash> hashes = new TreeMap<>();

  /** The latest unconfirmed transactions that peers announced, the oldest first. */
  private final SequencedMap<TxId, Transaction> unconfirmed = new LinkedHashMap<>();

  private long unconfirmedWeight;

  private volatile boolean caughtUp;

  PeerLookup(Network network, PeerGroup peers, BlockChain headers) {
    this.network = network;
    this.peers = peers;
    this.headers = headers;
  }

  void announced(org.bitcoinj.core.Transaction tx) {
    try {
      remember(Convert.fromBitcoinj(tx));
    } catch (DecodeException e) {
      // A form that boltj does not read spends nothing of ours; a block would tell.
    }
  }

  /** Peers announce what they like, so that what is kept of it has a bound. */
  private void remember(Transaction announced) {
    synchronized (unconfirmed) {
      if (announced.weight() > MAX_STANDARD_WEIGHT
          || unconfirmed.putIfAbsent(announced.txid(), announced) != null) {
        return;
      }
      unconfirmedWeight += announced.weight();
      while (unconfirmedWeight > MAX_UNCONFIRMED_WEIGHT) {
        unconfirmedWeight -= unconfirmed.pollFirstEntry().getValue().weight();
      }
    }
  }

  @Override
  public int height() throws ChainUnavailableException {
    Peer peer = peer();
    int height = headers.getBestChainHeight();
    if (!caughtUp) {
      // As the peer said at first, once it has: bitcoinj counts what it announces since, and the
      // blocks of a reorganization twice, so that getBestHeight may never be reached.
      VersionMessage said = peer.getPeerVersionMessage();
      if (said == null || height < said.bestHeight) {
        throw new ChainUnavailableException(
            "headers are being downloaded: " + height + " so far", null);
      }
    }
    caughtUp = true; // a reorganization may make the chain shorter than it was
    return height;
  }

  private Peer peer() throws ChainUnavailableException {
    Convert.enterBitcoinj();
    Peer download = peers.getDownloadPeer();
    if (download == null) {
      throw new ChainUnavailableException(
          "no Bitcoin peer is connected: check the addresses and the network", null);
    }
    return download;
  }

  @Override
  public BlockHash best() throws ChainUnavailableException {
    peer();
    return Convert.blockHash(headers.getChainHead().getHeader().getHash());
  }

  @Override
  public synchronized Optional<BlockHash> hash(int height) throws ChainUnavailableException {
    if (height == 0) {
      // A peer of another network does not get past the first message.
      return Optional.of(network.chainHash());
    }
    readBranch(height);
    Optional<BlockHash> hash = Optional.ofNullable(hashes.get(height));
    if (hash.isEmpty() && height < headers.getBestChainHeight()) {
      throw new ChainUnavailableException("the store of headers begins above " + height, null);
    }
    return hash;
  }

  @Override
  public List<BlockHash> hashes(int from, int to) throws ChainUnavailableException {
    List<BlockHash> found = new ArrayList<>();
    for (int height = from; height <= to; height++) {
      int wanted = height;
      found.add(
          hash(height)
              .orElseThrow(
                  () -> new ChainUnavailableException("no header of height " + wanted, null)));
    }
    return found;
  }

  /** Walks from the head down to a block that is known to be in the chain, and to the height. */
  private void readBranch(int downTo) throws ChainUnavailableException {
    try {
      @Nullable StoredBlock at = headers.getChainHead();
      hashes.tailMap(at.getHeight(), false).clear();
      while (at != null && at.getHeight() > 0) {
        BlockHash hash = Convert.blockHash(at.getHeader().getHash());
        boolean known = hash.equals(hashes.put(at.getHeight(), hash));
        if (known && hashes.firstKey() <= downTo) {
          return;
        }
        at = at.getPrev(headers.getBlockStore());
      }
    } catch (BlockStoreException e) {
      throw new ChainUnavailableException("the store of headers fails: " + e.getMessage(), e);
    }
  }

  @Override
  public ChainBlock block(int height, BlockHash hash) throws ChainUnavailableException {
    try {
      org.bitcoinj.core.Block block =
          peer()
              .getBlock(Convert.sha256Hash(hash.value()))
              .get(BLOCK_TIMEOUT_SECONDS, TimeUnit.SECONDS);
      NetworkParameters parameters = NetworkParameters.of(Convert.network(network));
      // Among others, that the transactions are those of the header.
      org.bitcoinj.core.Block.verifyTransactions(
          parameters, block, height, EnumSet.noneOf(org.bitcoinj.core.Block.VerifyFlag.class));
      WitnessCommitment.verify(block);
      return convert(height, hash, block);
    } catch (TimeoutException | ExecutionException e) {
      throw new ChainUnavailableException("a peer does not give block " + hash, e);
    } catch (DecodeException | RuntimeException e) {
      throw new ChainUnavailableException("a peer gave a bad block " + hash, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChainUnavailableException("interrupted", e);
    }
  }

  private static ChainBlock convert(int height, BlockHash hash, org.bitcoinj.core.Block block)
      throws DecodeException {
    List<ConfirmedTransaction> transactions = new ArrayList<>();
    List<org.bitcoinj.core.Transaction> given = block.getTransactions();
    for (int i = 0; given != null && i < given.size(); i++) {
      transactions.add(new ConfirmedTransaction(Convert.fromBitcoinj(given.get(i)), i));
    }
    BlockHash previous = Convert.blockHash(block.getPrevBlockHash());
    return new ChainBlock(height, hash, previous, block.time().getEpochSecond(), transactions);
  }

  @Override
  public List<TxId> mempool() {
    synchronized (unconfirmed) {
      return List.copyOf(unconfirmed.keySet());
    }
  }

  @Override
  public Optional<Transaction> unconfirmed(TxId txid) {
    synchronized (unconfirmed) {
      return Optional.ofNullable(unconfirmed.get(txid));
    }
  }
}
