package org.boltj.channel;

/** A bug was met: the channel stops, and nothing is broadcast. */
final class FreezeSteps {
  private FreezeSteps() {}

  static Transition.Builder freeze(
      Transition.Builder next, PersistentState state, ChannelEvent.Bug bug) {
    // What is not signed never will be: who waits for it is told.
    PersistentState last =
        state instanceof UpdatableState updatable
            ? updatable.withCommitments(FailSteps.withoutUnsigned(next, state))
            : state;
    return next.store(new Frozen(last, bug.what()))
        .add(new Effect.Notify(new ChannelNotice.Frozen(state.channelId(), bug.what())))
        .add(new Effect.Disconnect("internal error"));
  }
}
