package org.boltj.updates;

import java.util.ArrayList;
import java.util.List;

/**
 * What is left of updates in flight when the connection ends (BOLT 2, "Message Retransmission").
 */
public final class ReconnectRules {
  private ReconnectRules() {}

  /**
   * The commitments without what was never signed.
   *
   * @param dropped HTLCs of ours that the peer will never have seen
   */
  public record Rewound(Commitments commitments, List<OutgoingHtlc> dropped) {}

  /**
   * Takes back the peer's unsigned updates, and our own additions and feerates. Our settlements
   * stay: they are proposed again after the reconnection.
   */
  public static Rewound disconnect(Commitments c) {
    List<Update> kept = new ArrayList<>();
    List<OutgoingHtlc> dropped = new ArrayList<>();
    for (Update update : c.localChanges().proposed()) {
      switch (update) {
        case Update.Add add -> {
          if (add.htlc() instanceof OutgoingHtlc outgoing) {
            dropped.add(outgoing);
          }
        }
        case Update.Settle settle -> kept.add(settle);
        case Update.Fee fee -> {}
      }
    }
    long received =
        c.remoteChanges().proposed().stream().filter(Update.Add.class::isInstance).count();
    LocalChanges local =
        new LocalChanges(kept, c.localChanges().signed(), c.localChanges().acked());
    RemoteChanges remote =
        new RemoteChanges(List.of(), c.remoteChanges().acked(), c.remoteChanges().signed());
    Commitments rewound =
        c.withLocalChanges(local)
            .withRemoteChanges(remote)
            .withNextLocalHtlcId(c.nextLocalHtlcId() - dropped.size())
            .withNextRemoteHtlcId(c.nextRemoteHtlcId() - received);
    return new Rewound(rewound, dropped);
  }
}
