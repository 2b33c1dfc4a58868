package org.boltj.node;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletableFuture;
import org.boltj.gossip.scoring.LearntScores;
import org.boltj.gossip.scoring.LearntScoresCsv;

/**
 * What a node's payments and probes have taught it about the channels of others, to be looked at,
 * or given to another node. {@link LearntScoresCsv} writes and reads it as text.
 */
public final class NodeScores {
  private final NodeParts parts;
  private final Questions questions;

  NodeScores(NodeParts parts, Questions questions) {
    this.parts = parts;
    this.questions = questions;
  }

  /** All that was learnt and is not forgotten yet. */
  public CompletableFuture<LearntScores> export() {
    return questions.ask(future -> parts.env.complete(future, parts.scores.learnt()));
  }

  /**
   * Takes what another node has learnt beside what this one has: of each direction of a channel,
   * and of each node, whatever is of later. It is stored when the future completes, with all that
   * is known then.
   */
  public CompletableFuture<LearntScores> learnFrom(LearntScores other) {
    requireNonNull(other, "other");
    return questions.ask(
        future -> {
          parts.scores.learnFrom(other, parts.env.nowSeconds()).forEach(parts.env::change);
          parts.env.complete(future, parts.scores.learnt());
        });
  }
}
