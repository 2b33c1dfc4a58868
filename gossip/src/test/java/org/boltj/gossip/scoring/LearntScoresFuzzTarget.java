package org.boltj.gossip.scoring;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.boltj.base.Bytes;
import org.boltj.base.MilliSatoshi;
import org.boltj.codec.DecodeException;

/**
 * Any bytes in place of stored scores (after a zero byte), and any text in place of exported ones.
 */
public final class LearntScoresFuzzTarget {
  private static final MilliSatoshi AMOUNT = MilliSatoshi.ofSat(50_000);
  private static final MilliSatoshi CAPACITY = MilliSatoshi.ofSat(1_000_000);

  private LearntScoresFuzzTarget() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException, DecodeException {
    if (input.length == 0) {
      return;
    }
    byte[] rest = Arrays.copyOfRange(input, 1, input.length);
    LearntScores learnt;
    try {
      learnt =
          input[0] == 0
              ? LearntScoresCodec.decode(Bytes.wrap(rest))
              : LearntScoresCsv.read(new StringReader(new String(rest, StandardCharsets.UTF_8)));
    } catch (DecodeException expected) {
      return;
    }
    isSame(learnt, LearntScoresCodec.decode(LearntScoresCodec.encode(learnt)));
    StringBuilder text = new StringBuilder();
    LearntScores used = used(learnt);
    LearntScoresCsv.write(used, text);
    isSame(used, LearntScoresCsv.read(new StringReader(text.toString())));
  }

  /** What a scorer keeps of it, which has each channel and node once. */
  private static LearntScores used(LearntScores learnt) {
    LiquidityScorer scorer = new LiquidityScorer();
    scorer.restore(learnt);
    for (Experience each : learnt.channels()) {
      for (long now : new long[] {0, each.atSeconds(), each.atSeconds() + 100_000}) {
        double probability = scorer.probability(each.channel(), AMOUNT, CAPACITY, now);
        if (!(probability >= 0 && probability <= 1)) {
          throw new IllegalStateException("probability " + probability + " after " + each);
        }
      }
      scorer.channelSucceeded(each.channel(), AMOUNT, each.atSeconds());
      scorer.channelFailed(each.channel(), AMOUNT, each.atSeconds() + 1);
    }
    return scorer.learnt();
  }

  private static void isSame(LearntScores one, LearntScores other) {
    if (!one.equals(other)) {
      throw new IllegalStateException(one + " became " + other);
    }
  }
}
