package org.boltj.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.ShortChannelId;
import org.boltj.channel.Closed;
import org.boltj.channel.Closing;
import org.boltj.channel.DataLoss;
import org.boltj.channel.Frozen;
import org.boltj.channel.FundingStatus;
import org.boltj.channel.NegotiatingClose;
import org.boltj.channel.Normal;
import org.boltj.channel.PersistentState;
import org.boltj.channel.ShuttingDown;
import org.boltj.channel.Unproven;
import org.boltj.channel.WaitForChannelReady;
import org.boltj.channel.WaitForFundingConfirmed;
import org.boltj.updates.Allocation;

/** Describes channels for an application. */
final class ChannelInfos {
  private ChannelInfos() {}

  static List<ChannelInfo> of(ChannelTable channels, RelayPolicies policies) {
    List<ChannelInfo> infos = new ArrayList<>();
    for (ChannelSlot slot : channels.all()) {
      slot.persistent().ifPresent(state -> infos.add(of(slot, state, policies)));
    }
    return List.copyOf(infos);
  }

  private static ChannelInfo of(ChannelSlot slot, PersistentState state, RelayPolicies policies) {
    Allocation allocation = state.commitments().localCommit().allocation();
    Optional<ShortChannelId> shortId =
        slot.funding()
            .flatMap(FundingStatus::confirmation)
            .map(FundingStatus.Confirmation::shortChannelId);
    return new ChannelInfo(
        state.channelId(),
        slot.remoteNodeId,
        status(state),
        slot.isUsable(),
        state.params().localIsOpener(),
        state.params().announceChannel(),
        state.params().channelType(),
        state.params().funding(),
        shortId,
        state.params().capacity(),
        allocation.toLocal(),
        allocation.toRemote(),
        slot.availableToSend(),
        allocation.htlcs().size(),
        policies.of(slot.id()));
  }

  private static ChannelInfo.Status status(PersistentState state) {
    return switch (state) {
      case WaitForFundingConfirmed s -> ChannelInfo.Status.OPENING;
      case WaitForChannelReady s -> ChannelInfo.Status.OPENING;
      case Normal s -> ChannelInfo.Status.OPEN;
      case ShuttingDown s -> ChannelInfo.Status.CLOSING;
      case NegotiatingClose s -> ChannelInfo.Status.CLOSING;
      case Closing s -> ChannelInfo.Status.ON_CHAIN;
      case Closed s -> throw new IllegalArgumentException("a closed channel is in no list");
      case DataLoss s -> ChannelInfo.Status.DATA_LOSS;
      case Unproven s -> ChannelInfo.Status.UNPROVEN;
      case Frozen s -> ChannelInfo.Status.FROZEN;
    };
  }
}
