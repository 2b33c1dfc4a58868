package org.boltj.wallet.bitcoind;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.ShortChannelId;
import org.boltj.base.TxId;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;
import org.boltj.wallet.follow.ChainUnavailableException;

/** Whatever answers in place of Bitcoin Core: a value, or RpcException. */
public final class RpcAnswersFuzzTarget {
  private static final BlockHash HASH = new BlockHash(Bytes.zeros(32));
  private static final Transaction TX = new Transaction(2, List.of(), List.<TxOutput>of(), 0);
  private static volatile FakeBitcoind.Answer answer = new FakeBitcoind.Answer(200, "{}");
  private static final BitcoinRpc RPC = rpc();

  private RpcAnswersFuzzTarget() {}

  private static BitcoinRpc rpc() {
    try {
      // Lasts as long as the process.
      FakeBitcoind server = new FakeBitcoind(request -> answer);
      return new BitcoinRpc(
          server.address(),
          new RpcCredentials.UserPassword("user", "password"),
          Duration.ofSeconds(20));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length < 2) {
      return;
    }
    String body = new String(input, 2, input.length - 2, StandardCharsets.UTF_8);
    boolean whole = (input[0] & 0x80) != 0;
    int status = (input[0] & 0x60) == 0x60 ? 500 : 200;
    answer = new FakeBitcoind.Answer(status, whole ? body : "{\"id\":0,\"result\":" + body + "}");
    RpcChain chain = new RpcChain(RPC);
    try {
      switch (Math.floorMod(input[1], 10)) {
        case 0 -> chain.height();
        case 1 -> chain.best();
        case 2 -> chain.hash(5);
        case 3 -> chain.hashes(5, 5);
        case 4 -> chain.block(5, HASH);
        case 5 -> chain.unspent(ShortChannelId.of(5, 0, 0));
        case 6 -> chain.mempool();
        case 7 -> chain.unconfirmed(new TxId(HASH.value()));
        case 8 -> new Broadcaster(RPC).publish(List.of(TX, TX));
        default -> {
          BitcoindFees fees =
              new BitcoindFees(RPC, new FeeratePerKw(1_000), new FeeratePerKw(50_000));
          fees.refresh();
          fees.feerate(6);
        }
      }
    } catch (ChainUnavailableException expected) {
      Objects.requireNonNull(expected.getMessage());
    }
  }
}
