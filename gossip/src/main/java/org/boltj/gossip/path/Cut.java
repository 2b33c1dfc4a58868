package org.boltj.gossip.path;

import java.util.List;
import java.util.Locale;
import org.boltj.gossip.scoring.ChannelDirection;

/**
 * Edges that would have led further, and the one rule that forbids them.
 *
 * @param rule that forbids them
 * @param edges how many there are
 * @param examples a few of them
 */
public record Cut(Rule rule, int edges, List<ChannelDirection> examples) {
  public Cut {
    examples = List.copyOf(examples);
  }

  /** Why an edge cannot be used. */
  public enum Rule {
    UNUSABLE("disabled, or without a policy"),
    FORBIDDEN_CHANNEL("forbidden by the request"),
    FORBIDDEN_NODE("behind a node that the request forbids"),
    UNKNOWN_FEATURES("behind a node that asks for features that we do not know"),
    NOT_AN_END("not among the first or last channels that the request names"),
    LEARNT_OR_IN_FLIGHT("capped by what was learnt, or in use by other parts"),
    AMOUNT_TOO_SMALL("asking for larger HTLCs"),
    AMOUNT_TOO_LARGE("too small for the amount");

    private final String words;

    Rule(String words) {
      this.words = words;
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%,d channels are %s, such as %s", edges, rule.words, examples);
  }
}
