package org.boltj.channel;

import org.boltj.updates.CommitmentTxs;

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
    if (isHearsay(state, event)) {
      return next;
    }
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

  /**
   * What spends the funding output in no block, and could not: sources need not have checked it,
   * and Bitcoin peers tell anything. It must close nothing.
   */
  private static boolean isHearsay(PersistentState state, ChannelEvent event) {
    return event instanceof ChannelEvent.FundingSpent spent
        && spent.height().isEmpty()
        && !CommitmentTxs.fundingInput(state.params()).isSignedIn(spent.transaction());
  }
}
