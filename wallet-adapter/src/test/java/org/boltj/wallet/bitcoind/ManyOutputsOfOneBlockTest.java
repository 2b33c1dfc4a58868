package org.boltj.wallet.bitcoind;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.boltj.base.Bytes;
import org.boltj.base.Network;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.tx.TxOutput;
import org.boltj.wallet.bitcoind.FakeBitcoind.Answer;
import org.junit.jupiter.api.Test;

/** The first look at a whole network asks for thousands of outputs: each block is read once. */
class ManyOutputsOfOneBlockTest {
  private static final TxOutput OUTPUT =
      new TxOutput(Satoshi.of(100_000_000), Bytes.fromHex("0014" + "11".repeat(20)));

  private final AtomicInteger blocks = new AtomicInteger();

  private Answer answer(String request) {
    if (request.contains("\"getblockhash\"")) {
      return result("\"" + "aa".repeat(32) + "\"");
    }
    if (request.contains("\"getblock\"")) {
      blocks.incrementAndGet();
      return result("{\"tx\":[\"" + "bb".repeat(32) + "\",\"" + "cc".repeat(32) + "\"]}");
    }
    if (request.contains("\"gettxout\"")) {
      return result("{\"value\":1.0,\"scriptPubKey\":{\"hex\":\"" + OUTPUT.scriptPubKey() + "\"}}");
    }
    return result("1");
  }

  private static Answer result(String json) {
    return new Answer(200, "{\"result\":" + json + ",\"error\":null,\"id\":0}");
  }

  @Test
  void aBlockIsReadOnce() throws Exception {
    try (FakeBitcoind fake = new FakeBitcoind(this::answer)) {
      BitcoinRpc rpc =
          new BitcoinRpc(
              fake.address(),
              new RpcCredentials.UserPassword("me", "secret"),
              Duration.ofSeconds(5));
      try (BitcoindSource source =
          new BitcoindSource(rpc, Network.REGTEST, Duration.ofSeconds(60))) {
        for (int i = 0; i < 50; i++) {
          assertThat(source.fundingOutput(ShortChannelId.of(1, i % 2, i)).join()).contains(OUTPUT);
        }
        assertThat(source.fundingOutput(ShortChannelId.of(1, 2, 0)).join()).isEmpty();
      }
    }
    assertThat(blocks).hasValue(1);
  }
}
