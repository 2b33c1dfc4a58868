package org.boltj.node;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;
import org.boltj.gossip.scoring.Experience;
import org.boltj.gossip.scoring.LearntScores;
import org.boltj.gossip.scoring.LearntScoresCodec;
import org.boltj.gossip.scoring.LiquidityScorer;
import org.boltj.store.Change;
import org.boltj.store.StoredNode;

/**
 * Keeps what payments have taught, so that a restart does not forget it. It is stored in small
 * records: those that changed are written with each block, a bounded number of them, and all when
 * the node is closed, so that this costs no payment a write. A crash loses what was learnt since
 * the last block, which payments teach again.
 */
final class ScoreKeeper {
  static final String META = "scores/";

  /** With 100,000 channels that are about 300 kB. */
  static final int RECORDS_PER_BLOCK = 64;

  private final LiquidityScorer scorer;

  ScoreKeeper(LiquidityScorer scorer) {
    this.scorer = scorer;
  }

  /** What is to be written with this block. */
  List<Change> blockConnected() {
    return changed(RECORDS_PER_BLOCK);
  }

  /** All that is not written yet. */
  List<Change> rest() {
    return changed(LiquidityScorer.PORTIONS + 1);
  }

  /** All that is known now. */
  LearntScores learnt() {
    return scorer.learnt();
  }

  /** Adds what another node has learnt; gives what is to be written. */
  List<Change> learnFrom(LearntScores other, long nowSeconds) {
    scorer.learnFrom(other, nowSeconds);
    return rest();
  }

  private List<Change> changed(int most) {
    List<Change> changes = new ArrayList<>();
    scorer
        .takeChanged(most)
        .forEach(
            (number, portion) ->
                changes.add(new Change.PutMeta(META + number, LearntScoresCodec.encode(portion))));
    return changes;
  }

  /** Reads all records. A damaged one is passed over: it protects no money. */
  void restore(StoredNode stored) {
    SortedMap<String, Bytes> records = new TreeMap<>(stored.meta());
    List<Experience> channels = new ArrayList<>();
    List<LearntScores.NodeFault> nodes = new ArrayList<>();
    records
        .tailMap(META)
        .forEach(
            (name, record) -> {
              if (name.startsWith(META)) {
                read(record, channels, nodes);
              }
            });
    scorer.restore(new LearntScores(channels, nodes));
  }

  private static void read(
      Bytes record, List<Experience> channels, List<LearntScores.NodeFault> nodes) {
    try {
      LearntScores learnt = LearntScoresCodec.decode(record);
      channels.addAll(learnt.channels());
      nodes.addAll(learnt.nodes());
    } catch (DecodeException damagedOrNewer) {
      // Payments teach it again.
    }
  }
}
