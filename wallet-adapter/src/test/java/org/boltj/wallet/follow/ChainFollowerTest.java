package org.boltj.wallet.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.boltj.base.Network;
import org.boltj.tx.Transaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever question fails, and between whichever two questions the chain changes, the listener
 * comes to the best chain, block by block.
 */
class ChainFollowerTest {
  private final StrictListener listener = new StrictListener();

  private ChainFollower follower(ScriptedLookup chain, int fromHeight) {
    return new ChainFollower(chain, Network.REGTEST, fromHeight, listener, height -> {});
  }

  /** Asks until all is told, or has failed too often to be the outage of a test. */
  private static void follow(ChainFollower follower) {
    for (int i = 0; i < 50; i++) {
      try {
        if (!follower.poll()) {
          return;
        }
      } catch (ChainUnavailableException e) {
        // The next poll goes on.
      }
    }
    throw new AssertionError("never told");
  }

  private void assertFollowed(ScriptedLookup chain, StrictListener told) {
    assertThat(told.blocks().get(told.blocks().size() - 1))
        .isEqualTo(chain.blocks().get(chain.blocks().size() - 1));
    assertThat(chain.blocks()).containsAll(told.blocks());
  }

  @ParameterizedTest
  @CsvSource({"1,2", "2,2", "6,7", "6,6", "6,3", "11,12"})
  void reorganizationAtAnyMomentWithAnOutageAtAnyOther(int depth, int instead) {
    int cases = 0;
    for (int changesAt = 1; changesAt <= 60; changesAt++) {
      for (int failsAt = 1; failsAt <= 60; failsAt++) {
        ScriptedLookup chain = new ScriptedLookup(20);
        StrictListener told = new StrictListener();
        ChainFollower follower = new ChainFollower(chain, Network.REGTEST, 10, told, height -> {});
        chain.failsAt = failsAt;
        chain.changesAt = changesAt;
        chain.change = () -> chain.reorganize(depth, instead, 1);
        follow(follower);
        if (chain.questions >= changesAt) {
          cases++;
        }
        chain.changesAt = -1;
        chain.grow(2, 1);
        follow(follower);
        assertFollowed(chain, told);
      }
    }
    assertThat(cases).isGreaterThan(500);
  }

  @Test
  void reorganizationDeeperThanWhatIsRemembered() {
    ScriptedLookup chain = new ScriptedLookup(300);
    ChainFollower follower = follower(chain, 300);
    follow(follower);
    // Below its start a follower remembers 100 blocks.
    chain.reorganize(120, 125, 1);
    follow(follower);
    assertFollowed(chain, listener);
    assertThat(listener.disconnections).isEqualTo(101);
    assertThat(listener.blocks().get(0).height()).isEqualTo(200);
  }

  @Test
  void chainThatIsFarBehindIsNoReorganization() throws Exception {
    ScriptedLookup chain = new ScriptedLookup(300);
    ChainFollower follower = follower(chain, 300);
    follow(follower);
    chain.reorganize(250, 0, 1);
    assertThatThrownBy(follower::poll)
        .isInstanceOf(ChainUnavailableException.class)
        .hasMessageContaining("still has to reach 200");
    assertThat(listener.disconnections).isZero();
    chain.grow(255, 0);
    assertThat(follower.poll()).isFalse();
    assertThat(listener.disconnections).isZero();
    assertFollowed(chain, listener);
  }

  @Test
  void blocksOfALongAbsenceWaitUntilThereIsRoom() throws Exception {
    ScriptedLookup chain = new ScriptedLookup(500);
    ChainFollower follower = follower(chain, 0);
    listener.room = 16;
    assertThat(follower.poll()).isTrue();
    assertThat(follower.poll()).isTrue();
    assertThat(listener.blocks()).hasSize(16);
    listener.room = 4;
    // A reorganization meanwhile is told although there is no room for blocks.
    chain.reorganize(490, 500, 1);
    assertThat(follower.poll()).isTrue();
    assertThat(listener.blocks()).hasSize(14);
    listener.room = 1_000;
    assertThat(follower.poll()).isFalse();
    assertFollowed(chain, listener);
    assertThat(listener.blocks()).hasSize(510);
  }

  /** A node refuses HTLCs as long as it is behind, whose expiries it cannot judge. */
  @Test
  void bestHeightIsToldFromTheBeginningHoweverFarBehindTheListenerIs() throws Exception {
    ScriptedLookup chain = new ScriptedLookup(500);
    List<Integer> tips = new ArrayList<>();
    ChainFollower follower = new ChainFollower(chain, Network.REGTEST, 400, listener, tips::add);
    listener.room = 16;
    assertThat(follower.poll()).isTrue();
    assertThat(tips).containsOnly(500);
    chain.grow(3, 0);
    listener.room = 1_000;
    assertThat(follower.poll()).isFalse();
    assertThat(tips.get(tips.size() - 1)).isEqualTo(503);
    chain.reorganize(3, 5, 1);
    assertThat(follower.poll()).isFalse();
    assertThat(tips.get(tips.size() - 1)).isEqualTo(505);
  }

  @Test
  void transactionIsSeenOnceUntilItLeavesTheMempool() throws Exception {
    ScriptedLookup chain = new ScriptedLookup(5);
    ChainFollower follower = follower(chain, 5);
    Transaction tx = new Transaction(2, List.of(), List.of(), 7);
    chain.mempool.put(tx.txid(), tx);
    follower.poll();
    follower.poll();
    assertThat(listener.seen).containsExactly(tx.txid());
    chain.mempool.clear();
    follower.poll();
    chain.mempool.put(tx.txid(), tx);
    follower.poll();
    assertThat(listener.seen).containsExactly(tx.txid(), tx.txid());
  }
}
