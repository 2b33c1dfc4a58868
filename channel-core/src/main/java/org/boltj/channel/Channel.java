package org.boltj.channel;

/**
 * The channel state machine (BOLT 2 and BOLT 5).
 *
 * <pre>
 *   Unopened --Open--> WaitForAcceptChannel --> WaitForFundingInternal --> WaitForFundingSigned --+
 *      |                                                                                          |
 *      +--OpenReceived--> WaitForFundingCreated --------------------------------------------------+
 *                                                                                                 v
 *                    Normal &lt;-- WaitForChannelReady &lt;-- WaitForFundingConfirmed &lt;--- (stored from here)
 *                      |
 *                      +--> ShuttingDown --> NegotiatingClose --> Closing --> Closed
 *
 *   any stored state: --> Closing (error, deadline, ForceClose, funding spent), --> Frozen (a bug)
 *   at a reconnection: --> DataLoss (the peer proves a newer state) --> Closing
 *   from a copy of the store: Unproven --> the state of the copy (the peer has nothing newer), or DataLoss
 * </pre>
 *
 * <p>What happens in a state is grouped by dialogue: {@link OpenerSteps}, {@link AccepterSteps},
 * {@link ConfirmationSteps}, {@link ReestablishSteps}, {@link UpdateSteps}, {@link ShutdownSteps},
 * {@link CloseSteps}, {@link AnnouncementSteps}, {@link ClosingSteps}.
 */
public final class Channel {
  private Channel() {}

  /**
   * Where the event leads the channel, and what is to be done. Pure: the same arguments give the
   * same result.
   *
   * @throws RuntimeException for a bug only; the host then gives {@link ChannelEvent.Bug} to the
   *     channel as it was before
   */
  public static Transition step(ChannelData data, ChannelEvent event, Context context) {
    return switch (data.state()) {
      case TransientState state -> OpeningSteps.step(data, state, event, context);
      case PersistentState state -> stored(Transition.from(data), state, event, context).build();
    };
  }

  private static Transition.Builder stored(
      Transition.Builder next, PersistentState state, ChannelEvent event, Context context) {
    return switch (state) {
      case WaitForFundingConfirmed s -> LiveSteps.step(next, s, event, context);
      case WaitForChannelReady s -> LiveSteps.step(next, s, event, context);
      case UpdatableState s -> LiveSteps.step(next, s, event, context);
      case NegotiatingClose s -> LiveSteps.step(next, s, event, context);
      case Closing s -> ClosingSteps.step(next, s, event, context);
      case Closed s -> EndedSteps.closed(next, s, event, context);
      case DataLoss s -> EndedSteps.dataLoss(next, s, event, context);
      case Unproven s -> UnprovenSteps.step(next, s, event, context);
      case Frozen s -> EndedSteps.frozen(next, s, event, context);
    };
  }
}
