package org.boltj.sim.invariant;

import java.util.HashMap;
import java.util.Map;
import org.boltj.base.Bytes;
import org.boltj.message.RevokeAndAck;
import org.boltj.sim.fault.TrialNode;
import org.boltj.sim.fault.TrialWorld;

/**
 * Each revocation reveals another secret and announces another point: who uses a secret for two
 * commitments gives the second one away with the first.
 */
final class FreshCommitmentPoints extends Invariant {
  private static final int SECRET = 34;
  private static final int POINT = SECRET + 32;
  private static final int END = POINT + 33;

  private record Used(int node, Bytes channelId, Bytes value) {}

  private final Map<Used, Bytes> used = new HashMap<>();

  FreshCommitmentPoints(TrialWorld world, Findings findings) {
    super(world, findings);
  }

  @Override
  public void sent(TrialNode node, TrialNode to, Bytes message) {
    if (Messages.type(message) == RevokeAndAck.TYPE) {
      once(node, message, message.slice(SECRET, POINT), "secret");
      once(node, message, message.slice(POINT, END), "point");
    }
  }

  /** The same message may come again. */
  private void once(TrialNode node, Bytes message, Bytes value, String what) {
    Bytes channel = message.slice(2, SECRET);
    Bytes before = used.put(new Used(node.number(), channel, value), message);
    if (before != null && !before.equals(message)) {
      violated("%s uses a %s twice in %s".formatted(node, what, channel));
    }
  }
}
