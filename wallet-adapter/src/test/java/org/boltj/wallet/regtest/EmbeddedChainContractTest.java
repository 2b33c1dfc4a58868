package org.boltj.wallet.regtest;

import org.boltj.base.Bytes;
import org.boltj.base.TxId;
import org.boltj.port.ChainSource;
import org.boltj.wallet.contract.Backend;
import org.boltj.wallet.contract.ChainSourceContract;

/** The embedded chain keeps the contract of sources. */
class EmbeddedChainContractTest extends ChainSourceContract {
  @Override
  protected Backend backend() {
    RegtestChain chain = new RegtestChain();
    return new Backend() {
      @Override
      public ChainSource source() {
        return chain.source();
      }

      @Override
      public void mine(int count, Bytes scriptPubKey) {
        chain.mineTo(scriptPubKey, count);
      }

      @Override
      public boolean evict(TxId txid) {
        chain.evict(txid);
        return true;
      }

      @Override
      public void disconnect(int count) {
        chain.disconnect(count);
      }
    };
  }
}
