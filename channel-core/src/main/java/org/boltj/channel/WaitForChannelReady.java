package org.boltj.channel;

import org.boltj.updates.Commitments;

/** We have sent channel_ready and wait for that of the peer. */
public record WaitForChannelReady(Commitments commitments, FundingStatus funding)
    implements PersistentState {}
