package org.boltj.wallet.regtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.boltj.wallet.regtest.Spends.OPEN_SCRIPT;
import static org.boltj.wallet.regtest.Spends.pass;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.Network;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.tx.Transaction;
import org.junit.jupiter.api.Test;

class RegtestChainTest {
  private static final Satoshi COIN = Satoshi.of(1_000_000);

  private final RegtestChain chain = RegtestChain.withMatureCoins();

  @Test
  void startsAtTheGenesisBlockOfEveryRegtestNode() {
    RegtestChain fresh = new RegtestChain();
    assertThat(fresh.height()).isZero();
    assertThat(fresh.tip().hash()).isEqualTo(Network.REGTEST.chainHash());
    assertThat(fresh.tip().transactions().get(0).txid())
        .hasToString("4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b");
  }

  @Test
  void blocksAreAcceptedByAnIndependentParser() {
    chain.fund(OPEN_SCRIPT, COIN);
    Block block = chain.mine(1).get(0);
    fr.acinq.bitcoin.Block parsed = fr.acinq.bitcoin.Block.read(block.encode().toArray());
    assertThat(fr.acinq.bitcoin.Block.checkProofOfWork(parsed)).isTrue();
    fr.acinq.bitcoin.Block.validate(parsed);
    assertThat(parsed.tx).hasSize(2);
    assertThat(parsed.header.hashPreviousBlock.value.toByteArray())
        .isEqualTo(chain.block(110).hash().value().toArray());
  }

  @Test
  void equalCallsGiveEqualChains() {
    RegtestChain other = RegtestChain.withMatureCoins();
    assertThat(chain.fund(OPEN_SCRIPT, COIN)).isEqualTo(other.fund(OPEN_SCRIPT, COIN));
    assertThat(chain.mine(3)).isEqualTo(other.mine(3));
  }

  @Test
  void subsidyHalvesEvery150BlocksAndFeesGoToTheMiner() {
    Bytes miner = Spends.KEY_SCRIPT;
    chain.mine(38);
    assertThat(chain.mineTo(miner, 2)).hasSize(2);
    assertThat(chain.balance(miner)).isEqualTo(Satoshi.of(5_000_000_000L + 2_500_000_000L));
    OutPoint coin = chain.fund(OPEN_SCRIPT, COIN);
    chain.mine(1);
    chain.submit(pass(coin, 990_000));
    chain.mineTo(miner, 1);
    assertThat(chain.balance(miner)).isEqualTo(Satoshi.of(10_000_010_000L));
  }

  @Test
  void findsWhatItHolds() {
    OutPoint coin = chain.fund(OPEN_SCRIPT, COIN);
    assertThat(chain.confirmations(coin.txid())).isZero();
    assertThat(chain.transaction(coin.txid())).isPresent();
    assertThat(chain.shortChannelId(coin)).isEmpty();
    chain.mine(2);
    ShortChannelId scid = ShortChannelId.of(111, 1, 0);
    assertThat(chain.confirmations(coin.txid())).isEqualTo(2);
    assertThat(chain.shortChannelId(coin)).contains(scid);
    assertThat(chain.outPoint(scid)).contains(coin);
    assertThat(chain.outPoint(ShortChannelId.of(111, 2, 0))).isEmpty();
    assertThat(chain.outPoint(ShortChannelId.of(111, 1, 2))).isEmpty();
    assertThat(chain.outPoint(ShortChannelId.of(999, 1, 0))).isEmpty();
    assertThat(chain.unspent(coin)).isPresent();
    Transaction spend = pass(coin, 999_000);
    chain.submit(spend);
    assertThat(chain.spender(coin)).contains(spend);
    assertThat(chain.unspent(coin)).isPresent();
    chain.mine(1);
    assertThat(chain.spender(coin)).contains(spend);
    assertThat(chain.unspent(coin)).isEmpty();
  }

  @Test
  void aReorgReturnsTransactionsToTheMempoolAndMinesThemAgain() {
    OutPoint coin = chain.fund(OPEN_SCRIPT, COIN);
    chain.mine(1);
    Transaction spend = pass(coin, 999_000);
    chain.submit(spend);
    List<Block> old = chain.mine(2);
    assertThat(chain.disconnect(3)).hasSize(3);
    assertThat(chain.mempool())
        .extracting(Transaction::txid)
        .containsExactly(coin.txid(), spend.txid());
    Block replaced = chain.mine(1).get(0);
    assertThat(replaced.height()).isEqualTo(111);
    assertThat(replaced.hash()).isNotEqualTo(old.get(0).hash());
    assertThat(chain.confirmations(spend.txid())).isEqualTo(1);
  }

  @Test
  void aReorgForgetsWhatTheOtherBranchMadeInvalid() {
    OutPoint coin = chain.fund(OPEN_SCRIPT, COIN);
    chain.mine(1);
    Transaction spend = pass(coin, 999_000);
    Transaction rival = pass(coin, 500_000);
    chain.submit(spend);
    chain.mine(1);
    chain.disconnect(1);
    assertThat(chain.mineExactly(List.of(rival))).isEmpty();
    assertThat(chain.mempool()).isEmpty();
    assertThat(chain.spender(coin)).contains(rival);
  }

  @Test
  void noSatoshiIsMadeOrLost() {
    Supply before = chain.supply();
    assertThat(before.isBalanced()).isTrue();
    OutPoint coin = chain.fund(OPEN_SCRIPT, COIN);
    chain.mine(1);
    chain.submit(pass(coin, 990_000));
    chain.mine(1);
    Supply after = chain.supply();
    assertThat(after.isBalanced()).isTrue();
    assertThat(after.unspent()).isEqualTo(before.unspent() + 2 * 5_000_000_000L);
    assertThat(after.fees()).isGreaterThan(before.fees() + 9_999);
    chain.disconnect(2);
    assertThat(chain.supply()).isEqualTo(before);
  }

  @Test
  void tellsObserversInOrderEvenWhatTheyCauseThemselves() {
    List<String> seen = new ArrayList<>();
    OutPoint coin = chain.fund(OPEN_SCRIPT, COIN);
    chain.observe(
        new ChainObserver() {
          @Override
          public void blockConnected(Block block) {
            seen.add("+" + block.height());
            if (block.height() == 111) {
              chain.submit(pass(coin, 999_000));
              seen.add("submitted");
            }
          }

          @Override
          public void blockDisconnected(Block block) {
            seen.add("-" + block.height());
          }

          @Override
          public void transactionSeen(Transaction transaction) {
            seen.add("tx");
          }
        });
    chain.mine(2);
    chain.reorg(1, 2);
    assertThat(seen).containsExactly("+111", "submitted", "tx", "+112", "-112", "+112", "+113");
  }

  @Test
  void aClockGivesBlocksTheirTimesButNeverBeforeTheMedian() {
    Instant now = Instant.ofEpochSecond(1_900_000_000L);
    RegtestChain timed = new RegtestChain(RelayPolicy.DEFAULT, () -> now);
    timed.mine(20);
    assertThat(timed.block(1).header().timeSeconds()).isEqualTo(1_900_000_000L);
    assertThat(timed.tip().header().timeSeconds()).isBetween(1_900_000_001L, 1_900_000_020L);
  }

  @Test
  void aFullBlockTakesThosePayingMostWithTheirAncestors() {
    RegtestChain narrow = new RegtestChain(RelayPolicy.DEFAULT.withMaxBlockWeight(5_000), null);
    narrow.mine(110);
    OutPoint first = narrow.fund(OPEN_SCRIPT, COIN);
    narrow.mine(1);
    OutPoint second = narrow.fund(OPEN_SCRIPT, COIN);
    narrow.mine(1);
    Transaction cheap = pass(first, 999_800);
    Transaction parent = pass(second, 999_850);
    Transaction child = pass(parent.outPoint(0), 900_000);
    narrow.submit(cheap);
    narrow.submit(parent);
    narrow.submit(child);
    narrow.mine(1);
    assertThat(narrow.mempool()).containsExactly(cheap);
  }

  @Test
  void fundsFromMinersAndSaysWhenTheirCoinsAreUsedUp() {
    RegtestChain fresh = new RegtestChain();
    fresh.mine(50);
    assertThatThrownBy(() -> fresh.fund(OPEN_SCRIPT, COIN))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("mine more blocks");
    for (int i = 0; i < 100; i++) {
      chain.fund(OPEN_SCRIPT, COIN);
    }
    chain.mine(1);
    assertThat(chain.balance(OPEN_SCRIPT).sat()).isGreaterThanOrEqualTo(100_000_000L);
  }
}
