package org.boltj.wallet.bitcoind;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.ShortChannelId;
import org.boltj.base.TxId;
import org.boltj.codec.DecodeException;
import org.boltj.port.ChainBlock;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;
import org.boltj.wallet.follow.BlockLookup;
import org.boltj.wallet.follow.ChainUnavailableException;
import org.boltj.wallet.follow.RecentBlocks;

/** Questions about the chain, as calls of {@link BitcoinRpc}. */
final class RpcChain implements BlockLookup {
  /** Bitcoin Core: a parameter is out of range, or nothing has that id. */
  private static final int INVALID_PARAMETER = -8;

  /** A block's ids take half a megabyte at most. */
  private static final int BLOCKS_KEPT = 16;

  private final BitcoinRpc rpc;
  private final RecentBlocks<List<TxId>> txids = new RecentBlocks<>(BLOCKS_KEPT);

  RpcChain(BitcoinRpc rpc) {
    this.rpc = rpc;
  }

  @Override
  public int height() throws RpcException {
    return rpc.call("getblockcount").asInt();
  }

  @Override
  public BlockHash best() throws RpcException {
    return RpcValues.blockHash(rpc.call("getbestblockhash"));
  }

  @Override
  public Optional<BlockHash> hash(int height) throws RpcException {
    try {
      JsonNode hash = rpc.call("getblockhash", height);
      return hash.isTextual() ? Optional.of(RpcValues.blockHash(hash)) : Optional.empty();
    } catch (RpcException e) {
      if (e.code() == INVALID_PARAMETER) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public List<BlockHash> hashes(int from, int to) throws RpcException {
    List<BitcoinRpc.Call> calls = new ArrayList<>();
    for (int height = from; height <= to; height++) {
      calls.add(BitcoinRpc.Call.of("getblockhash", height));
    }
    List<BlockHash> hashes = new ArrayList<>();
    for (JsonNode hash : rpc.batch(calls)) {
      hashes.add(RpcValues.blockHash(hash));
    }
    return hashes;
  }

  @Override
  public ChainBlock block(int height, BlockHash hash) throws RpcException {
    String hex = rpc.call("getblock", hash.toString(), false).asText();
    try {
      return RawBlock.parse(height, hash, Bytes.fromHex(hex));
    } catch (DecodeException | IllegalArgumentException e) {
      throw new RpcException(
          RpcException.Kind.MALFORMED, "block " + hash + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The output at that place, unless the best chain has spent it. */
  Optional<TxOutput> unspent(ShortChannelId scid) throws ChainUnavailableException {
    Optional<BlockHash> hash = hash(scid.blockHeight());
    if (hash.isEmpty()) {
      return Optional.empty();
    }
    List<TxId> ids = txids.get(hash.get(), () -> txids(hash.get()));
    if (scid.txIndex() >= ids.size()) {
      return Optional.empty();
    }
    TxId txid = ids.get(scid.txIndex());
    JsonNode output = rpc.call("gettxout", txid.toString(), scid.outputIndex(), false);
    if (!output.isObject()) {
      return Optional.empty();
    }
    return Optional.of(
        new TxOutput(
            RpcValues.satoshi(output.path("value")),
            RpcValues.hex(output.path("scriptPubKey").path("hex"))));
  }

  private List<TxId> txids(BlockHash hash) throws RpcException {
    List<TxId> ids = new ArrayList<>();
    for (JsonNode txid : rpc.call("getblock", hash.toString(), true).path("tx")) {
      ids.add(RpcValues.txid(txid));
    }
    return List.copyOf(ids);
  }

  @Override
  public List<TxId> mempool() throws RpcException {
    List<TxId> txids = new ArrayList<>();
    for (JsonNode txid : rpc.call("getrawmempool")) {
      txids.add(RpcValues.txid(txid));
    }
    return txids;
  }

  @Override
  public Optional<Transaction> unconfirmed(TxId txid) throws RpcException {
    try {
      String hex = rpc.call("getrawtransaction", txid.toString()).asText();
      return Optional.of(Transaction.parse(Bytes.fromHex(hex)));
    } catch (DecodeException | IllegalArgumentException e) {
      return Optional.empty();
    } catch (RpcException e) {
      if (e.kind() == RpcException.Kind.REFUSED) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
