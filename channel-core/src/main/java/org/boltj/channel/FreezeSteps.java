package org.boltj.channel;

/** A bug was met: the channel stops, and nothing is broadcast. */
final class FreezeSteps {
  private FreezeSteps() {}

  static Transition.Builder freeze(
      Transition.Builder next, PersistentState state, ChannelEvent.Bug bug) {
    return next.store(new Frozen(state, bug.what()))
        .add(new Effect.Notify(new ChannelNotice.Frozen(state.channelId(), bug.what())))
        .add(new Effect.Disconnect("internal error"));
  }
}
