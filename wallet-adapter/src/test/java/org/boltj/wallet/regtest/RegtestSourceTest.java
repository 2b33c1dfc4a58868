package org.boltj.wallet.regtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.boltj.wallet.regtest.Spends.OPEN_SCRIPT;
import static org.boltj.wallet.regtest.Spends.pass;

import java.util.ArrayList;
import java.util.List;
import org.boltj.base.BlockHash;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.port.ChainBlock;
import org.boltj.port.ChainListener;
import org.boltj.port.ChainSource;
import org.boltj.port.PublishResult;
import org.boltj.tx.Transaction;
import org.junit.jupiter.api.Test;

class RegtestSourceTest {
  private final RegtestChain chain = RegtestChain.withMatureCoins();
  private final List<String> told = new ArrayList<>();
  private final ChainListener listener =
      new ChainListener() {
        @Override
        public void blockConnected(ChainBlock block) {
          told.add("+" + block.height() + "/" + block.transactions().size());
        }

        @Override
        public void blockDisconnected(int height, BlockHash hash) {
          told.add("-" + height);
        }

        @Override
        public void transactionSeen(Transaction transaction) {
          told.add("tx");
        }
      };

  @Test
  void deliversWhatWasMissedThenTheMempoolThenWhatComes() {
    chain.fund(OPEN_SCRIPT, Satoshi.of(100_000));
    chain.mine(1);
    chain.fund(OPEN_SCRIPT, Satoshi.of(100_000));
    ChainSource source = chain.source();
    source.start(109, listener);
    chain.mine(1);
    assertThat(told).containsExactly("+110/1", "+111/2", "tx", "+112/2");
    assertThat(source.tipHeight()).isEqualTo(112);
    source.close();
    chain.mine(1);
    assertThat(told).hasSize(4);
  }

  @Test
  void followsReorganizationsEvenBelowItsStart() {
    chain.source().start(110, listener);
    chain.reorg(2, 3);
    assertThat(told).containsExactly("-110", "-109", "+109/1", "+110/1", "+111/1");
  }

  @Test
  void saysWhatBecameOfABroadcast() {
    OutPoint coin = chain.fund(OPEN_SCRIPT, Satoshi.of(100_000));
    chain.mine(1);
    ChainSource source = chain.source();
    Transaction parent = pass(coin, 100_000);
    Transaction child = pass(parent.outPoint(0), 99_000);
    assertThat(source.publish(List.of(parent)))
        .isCompletedWithValueMatching(
            result ->
                result instanceof PublishResult.Rejected rejected
                    && rejected.reason().startsWith("min relay fee not met"));
    assertThat(source.publish(List.of(parent, child)))
        .isCompletedWithValue(new PublishResult.Accepted());
    assertThat(source.publish(List.of(parent)))
        .isCompletedWithValue(new PublishResult.AlreadyKnown());
  }

  @Test
  void findsFundingOutputsUntilTheyAreSpent() {
    OutPoint coin = chain.fund(OPEN_SCRIPT, Satoshi.of(100_000));
    chain.mine(1);
    ChainSource source = chain.source();
    ShortChannelId scid = chain.shortChannelId(coin).orElseThrow();
    assertThat(source.fundingOutput(scid))
        .isCompletedWithValueMatching(
            output -> output.orElseThrow().amount().equals(Satoshi.of(100_000)));
    chain.submit(pass(coin, 99_000));
    chain.mine(1);
    assertThat(source.fundingOutput(scid)).isCompletedWithValueMatching(output -> output.isEmpty());
  }
}
