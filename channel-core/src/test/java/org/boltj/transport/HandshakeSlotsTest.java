package org.boltj.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class HandshakeSlotsTest {
  private final HandshakeSlots<String> slots = new HandshakeSlots<>(4, 2);

  @Test
  void theOldestOfAnAddressGivesWay() throws UnknownHostException {
    assertThat(slots.enter("a1", address("10.0.0.1"))).isEmpty();
    assertThat(slots.enter("b1", address("10.0.0.2"))).isEmpty();
    assertThat(slots.enter("a2", address("10.0.0.1"))).isEmpty();
    assertThat(slots.enter("a3", address("10.0.0.1"))).contains("a1");
    assertThat(slots.enter("a4", address("10.0.0.1"))).contains("a2");
    assertThat(slots.size()).isEqualTo(3);
  }

  @Test
  void theOldestOfAllGivesWay() throws UnknownHostException {
    for (int i = 1; i <= 4; i++) {
      assertThat(slots.enter("n" + i, address("10.0.0." + i))).isEmpty();
    }
    assertThat(slots.enter("n5", address("10.0.0.5"))).contains("n1");
    assertThat(slots.size()).isEqualTo(4);
  }

  @Test
  void whatLeavesMakesRoom() throws UnknownHostException {
    assertThat(slots.enter("a1", address("10.0.0.1"))).isEmpty();
    assertThat(slots.enter("a2", address("10.0.0.1"))).isEmpty();
    slots.leave("a1");
    slots.leave("a1");
    slots.leave("never there");
    assertThat(slots.enter("a3", address("10.0.0.1"))).isEmpty();
    slots.leave("a2");
    slots.leave("a3");
    assertThat(slots.size()).isZero();
  }

  @Test
  void anIpv6NetworkOf64BitsCountsAsOneAddress() throws UnknownHostException {
    assertThat(slots.enter("a1", address("2001:db8::1"))).isEmpty();
    assertThat(slots.enter("a2", address("2001:db8::ffff:1"))).isEmpty();
    assertThat(slots.enter("b1", address("2001:db8:0:1::1"))).isEmpty();
    assertThat(slots.enter("a3", address("2001:db8::2"))).contains("a1");
  }

  private static InetAddress address(String numeric) throws UnknownHostException {
    return InetAddress.getByName(numeric);
  }
}
