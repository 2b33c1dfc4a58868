package org.boltj.onchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.base.TxId;
import org.boltj.commitment.OutputSpend;
import org.boltj.commitment.SpendKey;
import org.boltj.tx.TxOutput;
import org.junit.jupiter.api.Test;

/** Which outputs share a transaction that is made anew at a higher feerate. */
class ClaimGroupTest {
  private static final FeeratePerKw HIGH = new FeeratePerKw(20_000);

  private static Claim.Ours claim(int index, long sat) {
    OutputSpend spend =
        new OutputSpend(
            new OutPoint(new TxId(Bytes.zeros(32)), index),
            new TxOutput(Satoshi.of(sat), Bytes.zeros(22)),
            Bytes.EMPTY,
            0,
            0,
            new SpendKey.None(),
            List.of());
    return new Claim.Direct(spend, Claim.Window.from(0), Optional.empty());
  }

  @Test
  void oldOutputsStayAndOnlyWorthwhileOnesJoin() {
    ClaimGroup old = new ClaimGroup(List.of(claim(0, 100_000), claim(1, 600)));
    ClaimGroup more = new ClaimGroup(List.of(claim(2, 600), claim(3, 100_000)));
    assertThat(old.worthwhile(HIGH).claims()).hasSize(1);
    assertThat(old.joinedBy(more, HIGH).outPoints())
        .extracting(OutPoint::index)
        .containsExactly(0L, 1L, 3L);
  }
}
