package org.boltj.wallet.bitcoind;

import org.boltj.peers.BcoinNode;
import org.boltj.wallet.contract.Backend;
import org.boltj.wallet.contract.ChainSourceContract;

/** The JSON-RPC source keeps the contract of sources, over bcoin. */
class BcoinContractTest extends ChainSourceContract {
  @Override
  protected Backend backend() throws Exception {
    BcoinNode node = BcoinNode.start();
    return new RpcBackend(
        node.rpcAddress(), new RpcCredentials.UserPassword("any", BcoinNode.PASSWORD), node::close);
  }
}
