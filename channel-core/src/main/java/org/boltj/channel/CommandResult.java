package org.boltj.channel;

import org.boltj.base.ChannelId;
import org.boltj.updates.PeerFault;
import org.boltj.updates.Refusal;

/** What became of a command. */
public sealed interface CommandResult {

  /** The HTLC has this id; it will be in the next commitment_signed. */
  record HtlcAdded(long id) implements CommandResult {}

  /** The channel is funded (not yet confirmed). */
  record Opened(ChannelId channelId) implements CommandResult {}

  /** Closing has begun. */
  record Closing() implements CommandResult {}

  record Refused(Refusal refusal) implements CommandResult {}

  /**
   * The channel could not be opened: the peer declined or broke the rules, or the wallet failed.
   */
  record OpenFailed(String reason) implements CommandResult {}

  /** The peer broke the rules. */
  record Faulted(PeerFault fault) implements CommandResult {}
}
