package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.boltj.base.MilliSatoshi;
import org.boltj.invoice.Invoice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Arguments that no node can use are refused at the call, and are no bug of the node. */
class MistakesOfTheCallerTest {
  private final TestWorld world = new TestWorld();
  private final LightningNode node = world.node("node");

  @AfterEach
  void the_node_is_well() {
    world.settle();
    assertThat(world.events("node", NodeEvent.InternalFailure.class)).isEmpty();
    assertThat(world.await(node.createInvoice(MilliSatoshi.of(1), "on it goes"))).isNotNull();
  }

  @Test
  void pages_below_zero() {
    assertThatIllegalArgumentException().isThrownBy(() -> node.invoices(-1, 10));
    assertThatIllegalArgumentException().isThrownBy(() -> node.payments(0, -1));
    assertThat(world.await(node.invoices(0, 0))).isEmpty();
  }

  @Test
  void nothing_where_something_must_be() {
    assertThatNullPointerException().isThrownBy(() -> node.connect(null));
    assertThatNullPointerException().isThrownBy(() -> node.openChannel(null));
    assertThatNullPointerException().isThrownBy(() -> node.createInvoice(null));
    assertThatNullPointerException().isThrownBy(() -> node.pay((Invoice) null, PayOptions.DEFAULT));
    assertThatNullPointerException()
        .isThrownBy(() -> node.keysend(null, MilliSatoshi.of(1), PayOptions.DEFAULT));
  }
}
