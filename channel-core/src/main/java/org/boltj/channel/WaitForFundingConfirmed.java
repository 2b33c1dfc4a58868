package org.boltj.channel;

import java.util.Optional;
import org.boltj.message.ChannelReady;
import org.boltj.updates.Commitments;

/**
 * Both first commitments are signed; the funding transaction is not deep enough yet.
 *
 * @param deferred the peer's channel_ready, which came before ours was due
 * @param waitingSince height at which we began to wait
 */
public record WaitForFundingConfirmed(
    Commitments commitments,
    FundingStatus funding,
    Optional<ChannelReady> deferred,
    int waitingSince)
    implements PersistentState {}
