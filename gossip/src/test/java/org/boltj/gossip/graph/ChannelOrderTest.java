package org.boltj.gossip.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Ids come out in the order of unsigned numbers, those that were removed do not. */
class ChannelOrderTest {
  @Property(tries = 200)
  void itIsTheOrderOfASortedSet(@ForAll long seed) {
    Random random = new Random(seed);
    TreeSet<Long> ids = new TreeSet<>(Long::compareUnsigned);
    ChannelOrder order = new ChannelOrder(ids::contains);
    for (int i = 0; i < 200; i++) {
      long id = random.nextInt(40) * 0x0a00_0000_0000_0001L;
      switch (random.nextInt(4)) {
        case 0 -> {
          if (ids.remove(id)) {
            order.remove();
          }
        }
        case 1 -> assertThat(order.from(id).boxed()).containsExactlyElementsOf(ids.tailSet(id));
        default -> {
          if (ids.add(id)) {
            order.add(id);
          }
        }
      }
    }
    assertThat(order.from(0).boxed()).containsExactlyElementsOf(ids);
  }
}
