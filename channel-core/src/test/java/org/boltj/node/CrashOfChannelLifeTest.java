package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Satoshi;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A node dies at each write while a channel is opened or closed, and comes back. */
class CrashOfChannelLifeTest {
  private interface Life {
    boolean crashAt(String name, int writes, boolean durable);
  }

  private static List<DynamicTest> atEveryWrite(Life life) {
    List<DynamicTest> tests = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      for (boolean durable : new boolean[] {false, true}) {
        tests.add(
            DynamicTest.dynamicTest(
                name + " dies " + (durable ? "after" : "before") + " its writes are durable",
                () -> {
                  int writes = 0;
                  while (life.crashAt(name, writes, durable)) {
                    writes++;
                  }
                  assertThat(writes).isGreaterThan(1);
                }));
      }
    }
    return tests;
  }

  @TestFactory
  List<DynamicTest> while_a_channel_is_opened() {
    return atEveryWrite(CrashOfChannelLifeTest::opening);
  }

  @TestFactory
  List<DynamicTest> while_a_channel_is_closed() {
    return atEveryWrite(CrashOfChannelLifeTest::closing);
  }

  private static TestWorld world() {
    TestWorld world = new TestWorld();
    world.useStore("a", new CrashingStore());
    world.useStore("b", new CrashingStore());
    world.node("a");
    world.node("b");
    return world;
  }

  private static boolean revive(TestWorld world, String name) {
    boolean died = ((CrashingStore) world.store(name)).revive();
    if (died) {
      world.restart(name);
    }
    return died;
  }

  private static boolean opening(String name, int writes, boolean durable) {
    TestWorld world = world();
    LightningNode a = world.get("a");
    world.connect(a, world.get("b"));
    world.settle();
    ((CrashingStore) world.store(name)).crashAfter(writes, durable);
    a.openChannel(OpenOptions.of(world.id("b"), Satoshi.of(500_000)));
    world.settle();
    world.mine(3);
    boolean died = revive(world, name);
    world.advance(10_000);
    world.mine(6);
    world.advance(60_000);

    String when = name + " at write " + writes;
    List<ChannelInfo> ofOpener = world.get("a").channels();
    if (!ofOpener.isEmpty()) {
      assertThat(ofOpener).as(when).allMatch(ChannelInfo::usable);
      assertThat(world.get("b").channels()).as(when).allMatch(ChannelInfo::usable);
      String invoice =
          world.await(world.get("b").createInvoice(MilliSatoshi.ofSat(5), "works")).text();
      world.await(world.get("a").pay(invoice));
    } else {
      assertThat(world.get("b").channels())
          .as(when)
          .allMatch(c -> c.status() == ChannelInfo.Status.OPENING);
    }
    assertNoBugs(world, when);
    return died;
  }

  private static boolean closing(String name, int writes, boolean durable) {
    TestWorld world = world();
    LightningNode a = world.get("a");
    LightningNode b = world.get("b");
    ChannelId channel = world.channel(a, b, 1_000_000);
    world.await(a.pay(world.await(b.createInvoice(MilliSatoshi.ofSat(100_000), "x")).text()));
    ((CrashingStore) world.store(name)).crashAfter(writes, durable);
    a.closeChannel(channel);
    world.settle();
    boolean died = revive(world, name);
    world.advance(60_000);
    String when = name + " at write " + writes;
    if (world.get("a").channel(channel).filter(ChannelInfo::usable).isPresent()) {
      // The wish to close died with the process.
      world.await(world.get("a").closeChannel(channel));
    }
    world.mine(200);
    world.advance(10_000);
    world.await(world.get("a").awaitChannelClosed(channel));
    world.await(world.get("b").awaitChannelClosed(channel));
    assertNoBugs(world, when);
    return died;
  }

  private static void assertNoBugs(TestWorld world, String when) {
    for (String name : List.of("a", "b")) {
      assertThat(world.events(name, NodeEvent.InternalFailure.class)).as(when).isEmpty();
      assertThat(world.get(name).channels())
          .as(when)
          .noneMatch(c -> c.status() == ChannelInfo.Status.FROZEN);
    }
  }
}
