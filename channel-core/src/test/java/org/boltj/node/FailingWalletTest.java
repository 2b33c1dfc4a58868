package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.port.ForwardingFunds;
import org.boltj.port.FundsSource;
import org.junit.jupiter.api.Test;

/** A wallet that throws freezes no channel. */
class FailingWalletTest {
  private final TestWorld world = new TestWorld();
  private final LightningNode bob = world.node("bob");

  @Test
  void channels_open_and_close_with_the_last_script() {
    ScriptlessFunds funds = new ScriptlessFunds();
    LightningNode alice = world.node("alice", node -> node.funds(funds));
    funds.fails = true;
    ChannelId first = world.channel(alice, bob, 500_000);
    ChannelId second = world.channel(alice, bob, 600_000);
    assertThat(world.events("alice", NodeEvent.InternalFailure.class))
        .singleElement()
        .asString()
        .contains("the wallet gives no script");
    world.await(alice.closeChannel(first));
    world.await(alice.forceClose(second));
    world.mine(1);
    assertThat(alice.channels())
        .extracting(ChannelInfo::status)
        .containsOnly(ChannelInfo.Status.ON_CHAIN);
  }

  @Test
  void a_node_without_any_script_does_not_start() {
    ScriptlessFunds funds = new ScriptlessFunds();
    funds.fails = true;
    assertThatThrownBy(() -> world.node("alice", node -> node.funds(funds)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the wallet gives no script");
  }

  /** As {@link EndlessFunds}, but for its scripts. */
  private static final class ScriptlessFunds extends ForwardingFunds {
    private final EndlessFunds funds = new EndlessFunds("scriptless");
    private boolean fails;

    @Override
    protected FundsSource funds() {
      return funds;
    }

    @Override
    public Bytes newScriptPubKey() {
      if (fails) {
        throw new IllegalStateException("the wallet is locked");
      }
      return funds.newScriptPubKey();
    }
  }
}
