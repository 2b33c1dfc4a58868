package org.boltj.node;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.commitment.FundingScript;
import org.boltj.gossip.graph.FundingAnswer;

/** The funding outputs of our own channels need not be looked up. */
final class OwnFunding {
  private OwnFunding() {}

  static Optional<FundingAnswer> answer(ChannelSlot slot) {
    return slot.persistent()
        .map(
            state -> {
              Bytes script =
                  FundingScript.of(
                          state.params().localBasepoints().fundingPubkey(),
                          state.params().remoteBasepoints().fundingPubkey())
                      .scriptPubKey();
              return new FundingAnswer.Unspent(script, state.params().capacity());
            });
  }
}
