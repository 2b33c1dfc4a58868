package org.boltj.sim.fault;

import org.boltj.base.ChannelId;
import org.boltj.sim.world.VirtualTime;

/** Lets the faults strike that have a time. */
final class TimedFaults {
  private final long fromMillis;
  private final long toMillis;
  private final TrialWorld world;
  private final VirtualTime time;

  /**
   * @param fromMillis the faults of this time, which is now
   * @param toMillis up to this one
   */
  TimedFaults(TrialWorld world, long fromMillis, long toMillis) {
    this.fromMillis = fromMillis;
    this.toMillis = toMillis;
    this.world = world;
    this.time = world.time();
  }

  void plan(Fault fault) {
    switch (fault) {
      case Fault.CrashAtWrite counted -> {}
      case Fault.CrashAtSend counted -> {}
      case Fault.CrashAtPublish counted -> {}
      case Fault.WriteFails counted -> {}
      case Fault.WrongBytes lie -> {}
      case Fault.Silence lie -> {}
      case Fault.WithheldPreimages lie -> {}
      case Fault.SlowDisk f -> at(f.atMillis(), f, () -> slowDisk(f));
      case Fault.Cut f ->
          at(
              f.atMillis(),
              f,
              () -> world.network().cut(f.one(), f.other(), time.nowMillis() + f.forMillis()));
      case Fault.HalfOpen f ->
          at(
              f.atMillis(),
              f,
              () ->
                  world.network().line(f.from(), f.to()).deafen(time.nowMillis() + f.forMillis()));
      case Fault.Delay f ->
          at(
              f.atMillis(),
              f,
              () ->
                  world
                      .network()
                      .line(f.from(), f.to())
                      .slow(time.nowMillis() + f.forMillis(), f.delayMillis()));
      case Fault.Reorg f -> at(f.atMillis(), f, () -> world.reorg(f));
      case Fault.FeeSpike f -> at(f.atMillis(), f, () -> spike(f));
      case Fault.FullBlocks f -> at(f.atMillis(), f, () -> world.fillBlocks(f.blocks()));
      case Fault.Eviction f -> at(f.atMillis(), f, world::evictAll);
      case Fault.ClockJump f -> at(f.atMillis(), f, () -> world.node(f.node()).jump(f.byMillis()));
      case Fault.ChainAway f -> at(f.atMillis(), f, () -> away(f));
      case Fault.Closure f -> at(f.atMillis(), f, () -> close(f));
      case Fault.Cheat f -> cheat(f);
    }
  }

  private void at(long millis, Fault fault, Runnable strike) {
    if (millis < fromMillis || millis >= toMillis) {
      return;
    }
    time.after(
        millis - fromMillis,
        () -> {
          if (world.injector().isActive()) {
            world.witness().struck(fault);
            strike.run();
          }
        });
  }

  private void slowDisk(Fault.SlowDisk f) {
    world
        .injector()
        .slowDisk(world.node(f.node()), time.nowMillis() + f.forMillis(), f.delayMillis());
  }

  private void spike(Fault.FeeSpike f) {
    world.feePercent(f.percent());
    time.after(f.forMillis(), () -> world.feePercent(100));
  }

  private void away(Fault.ChainAway f) {
    world
        .node(f.node())
        .process()
        .ifPresent(
            process -> {
              process.chain().leave();
              time.after(f.forMillis(), () -> process.chain().comeBack());
            });
  }

  private void cheat(Fault.Cheat f) {
    if (fromMillis > 0) {
      return;
    }
    TrialNode cheater = world.node(f.node());
    int[] mark = {0};
    time.after(f.copyAtMillis(), () -> mark[0] = cheater.mark());
    at(f.cheatAtMillis(), f, () -> cheater.cheat(mark[0]));
  }

  private void close(Fault.Closure f) {
    FundingPlan plan = world.scenario().channels().get(f.channel());
    ChannelId channel = world.channelIds().get(f.channel());
    TrialNode closer = world.node(f.byOpener() ? plan.opener() : plan.accepter());
    if (!closer.isGone()) {
      closer
          .lightning()
          .ifPresent(
              node -> {
                if (f.force()) {
                  node.forceClose(channel);
                } else {
                  node.closeChannel(channel);
                }
              });
    }
  }
}
