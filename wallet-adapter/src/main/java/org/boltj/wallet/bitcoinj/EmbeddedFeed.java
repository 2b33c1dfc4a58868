package org.boltj.wallet.bitcoinj;

import java.nio.ByteBuffer;
import org.bitcoinj.core.BlockChain;
import org.bitcoinj.core.NetworkParameters;
import org.bitcoinj.core.PrunedException;
import org.bitcoinj.core.VerificationException;
import org.bitcoinj.store.BlockStoreException;
import org.bitcoinj.store.MemoryBlockStore;
import org.bitcoinj.wallet.Wallet;
import org.boltj.base.Network;
import org.boltj.tx.Transaction;
import org.boltj.wallet.regtest.Block;
import org.boltj.wallet.regtest.ChainObserver;
import org.boltj.wallet.regtest.RegtestChain;

/**
 * Feeds a bitcoinj wallet from the embedded chain. bitcoinj decides by work alone: it follows
 * another branch once that is longer, so a reorganization shows when the new branch has passed the
 * old one.
 */
public final class EmbeddedFeed implements ChainObserver {
  private final Wallet wallet;
  private final BlockChain blocks;

  private EmbeddedFeed(Wallet wallet) throws BlockStoreException {
    NetworkParameters regtest = NetworkParameters.of(Convert.network(Network.REGTEST));
    this.wallet = wallet;
    this.blocks = new BlockChain(regtest, wallet, new MemoryBlockStore(regtest.getGenesisBlock()));
  }

  /** Feeds the wallet with all blocks there are, and from now on with what comes. */
  public static EmbeddedFeed start(RegtestChain chain, BitcoinjWallet wallet) {
    Convert.enterBitcoinj();
    try {
      EmbeddedFeed feed = new EmbeddedFeed(wallet.wallet());
      chain.observe(feed);
      for (int height = 1; height <= chain.height(); height++) {
        feed.blockConnected(chain.block(height));
      }
      chain.mempool().forEach(feed::transactionSeen);
      return feed;
    } catch (BlockStoreException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void blockConnected(Block block) {
    Convert.enterBitcoinj();
    // Without peers that filter, bitcoinj derives no keys ahead by itself.
    wallet.getActiveKeyChain().maybeLookAhead();
    try {
      blocks.add(org.bitcoinj.core.Block.read(ByteBuffer.wrap(block.encode().toArray())));
    } catch (VerificationException | PrunedException e) {
      throw new IllegalStateException("bitcoinj refuses block " + block.hash(), e);
    }
  }

  @Override
  public void transactionSeen(Transaction transaction) {
    Convert.enterBitcoinj();
    org.bitcoinj.core.Transaction tx = Convert.toBitcoinj(transaction);
    try {
      if (wallet.isPendingTransactionRelevant(tx)) {
        wallet.receivePending(tx, null);
      }
    } catch (VerificationException e) {
      throw new IllegalStateException("bitcoinj refuses transaction " + transaction.txid(), e);
    }
  }
}
