package org.boltj.wallet.bitcoinj;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bitcoinj.base.Coin;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.core.BlockChain;
import org.bitcoinj.core.NetworkParameters;
import org.bitcoinj.core.PeerGroup;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.script.ScriptBuilder;
import org.bitcoinj.store.BlockStoreException;
import org.bitcoinj.store.MemoryBlockStore;
import org.boltj.base.Network;
import org.boltj.base.TxId;
import org.junit.jupiter.api.Test;

/** What Bitcoin peers announce is remembered within bounds. */
class PeerLookupTest {
  private static final int LARGE_BYTES = 90_000;

  private final org.bitcoinj.base.Network regtest = Convert.network(Network.REGTEST);
  private final PeerLookup lookup = lookup();

  @Test
  void theLatestTransactionsAreRemembered() {
    for (int i = 0; i < 200; i++) {
      lookup.announced(transaction(i, LARGE_BYTES));
    }
    List<TxId> kept = lookup.mempool();
    // 32,000,000 weight units, 4 for each byte.
    assertThat(kept).hasSize(32_000_000 / (4 * transaction(0, LARGE_BYTES).messageSize()));
    assertThat(lookup.unconfirmed(kept.get(kept.size() - 1))).isPresent();
    assertThat(kept).contains(id(199)).doesNotContain(id(0));
  }

  @Test
  void whatIsAnnouncedTwiceCountsOnce() {
    for (int i = 0; i < 200; i++) {
      lookup.announced(transaction(0, LARGE_BYTES));
      lookup.announced(transaction(1, LARGE_BYTES));
    }
    assertThat(lookup.mempool()).containsExactly(id(0), id(1));
  }

  @Test
  void whatNoMempoolTakesIsNotRemembered() {
    lookup.announced(transaction(0, 100_001));
    assertThat(lookup.mempool()).isEmpty();
  }

  private PeerLookup lookup() {
    try {
      Convert.enterBitcoinj();
      MemoryBlockStore store =
          new MemoryBlockStore(NetworkParameters.of(regtest).getGenesisBlock());
      BlockChain headers = new BlockChain(regtest, store);
      return new PeerLookup(Network.REGTEST, new PeerGroup(regtest, headers), headers);
    } catch (BlockStoreException e) {
      throw new AssertionError(e);
    }
  }

  private static TxId id(int number) {
    return Convert.txid(transaction(number, LARGE_BYTES).getTxId());
  }

  private static Transaction transaction(int number, int bytes) {
    Transaction tx = new Transaction();
    tx.addInput(
        Sha256Hash.of(new byte[] {(byte) number, (byte) (number >> 8)}),
        0,
        ScriptBuilder.createEmpty());
    for (int half = 0; half < 2; half++) {
      byte[] data = new byte[bytes / 2];
      tx.addOutput(Coin.valueOf(number + 1), new ScriptBuilder().data(data).build());
    }
    return tx;
  }
}
