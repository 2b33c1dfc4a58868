package org.boltj.onchain;

import java.util.List;

/** Which outputs of a spend of the funding output matter to us, and how we take ours (BOLT 5). */
final class Claims {
  private Claims() {}

  static List<Claim> of(ClosedChannel channel) {
    return switch (channel.spend().kind()) {
      case LOCAL_COMMITMENT -> LocalClaims.of(channel);
      case REMOTE_COMMITMENT -> RemoteClaims.of(channel, channel.commitments().remoteCommit());
      case NEXT_REMOTE_COMMITMENT ->
          RemoteClaims.of(channel, channel.commitments().latestRemoteCommit());
      case REVOKED_COMMITMENT -> Penalties.of(channel);
      case FUTURE_REMOTE_COMMITMENT, FUTURE_LOCAL_COMMITMENT -> FutureClaims.of(channel);
      case MUTUAL_CLOSE, FUNDING_DOUBLE_SPENT, UNKNOWN -> List.of();
    };
  }
}
