package org.boltj.wallet.regtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.boltj.wallet.regtest.Spends.OPEN_SCRIPT;
import static org.boltj.wallet.regtest.Spends.open;
import static org.boltj.wallet.regtest.Spends.pass;
import static org.boltj.wallet.regtest.Spends.toOpen;
import static org.boltj.wallet.regtest.Spends.tx;

import java.util.ArrayList;
import java.util.List;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;
import org.boltj.wallet.regtest.SubmitResult.Accepted;
import org.boltj.wallet.regtest.SubmitResult.Refused;
import org.junit.jupiter.api.Test;

/** Who may drive whom out of the mempool, alone and as a package. */
class ReplacementTest {
  private static final long SAT = 1_000_000;

  private final RegtestChain chain = RegtestChain.withMatureCoins();
  private final OutPoint coin = chain.fund(OPEN_SCRIPT, Satoshi.of(SAT));
  private final OutPoint second = chain.fund(OPEN_SCRIPT, Satoshi.of(SAT));

  ReplacementTest() {
    chain.mine(1);
  }

  private static RefusalReason reason(SubmitResult result) {
    return ((Refused) result).refusal().reason();
  }

  @Test
  void aDoubleSpendMustPayMoreAndForItsOwnRelay() {
    Transaction first = pass(coin, SAT - 1000);
    long size = (first.weight() + 3) / 4;
    chain.submit(first);
    assertThat(reason(chain.submit(pass(coin, SAT - 500))))
        .isEqualTo(RefusalReason.INSUFFICIENT_FEE);
    assertThat(reason(chain.submit(pass(coin, SAT - 1000 - size + 1))))
        .isEqualTo(RefusalReason.INSUFFICIENT_FEE);
    Transaction better = pass(coin, SAT - 1000 - size);
    assertThat(chain.submit(better)).isEqualTo(new Accepted(better.txid(), List.of(first.txid())));
    assertThat(chain.mempool()).containsExactly(better);
  }

  @Test
  void itPaysForTheDescendantsToo() {
    Transaction parent = pass(coin, SAT - 1000);
    Transaction child = pass(parent.outPoint(0), SAT - 21_000);
    chain.submit(parent);
    chain.submit(child);
    assertThat(reason(chain.submit(pass(coin, SAT - 20_000))))
        .isEqualTo(RefusalReason.INSUFFICIENT_FEE);
    Transaction better = pass(coin, SAT - 22_000);
    assertThat(chain.submit(better))
        .isEqualTo(new Accepted(better.txid(), List.of(parent.txid(), child.txid())));
  }

  @Test
  void itBringsNoNewUnconfirmedInputAndSpendsNotWhatItReplaces() {
    Transaction first = pass(coin, SAT - 1000);
    Transaction other = pass(second, SAT - 1000);
    chain.submit(first);
    chain.submit(other);
    Transaction adds = tx(List.of(open(coin), open(other.outPoint(0))), List.of(toOpen(SAT)));
    assertThat(reason(chain.submit(adds))).isEqualTo(RefusalReason.REPLACEMENT_ADDS_UNCONFIRMED);
    Transaction circular = tx(List.of(open(coin), open(first.outPoint(0))), List.of(toOpen(SAT)));
    assertThat(reason(chain.submit(circular))).isEqualTo(RefusalReason.SPENDS_CONFLICTING_TX);
  }

  @Test
  void aChildPaysForAParentWithoutFee() {
    Transaction parent = pass(coin, SAT);
    Transaction child = pass(parent.outPoint(0), SAT - 2000);
    assertThat(reason(chain.submit(parent))).isEqualTo(RefusalReason.MIN_RELAY_FEE);
    assertThat(chain.submitPackage(List.of(parent, child)))
        .containsExactly(
            new Accepted(parent.txid(), List.of()), new Accepted(child.txid(), List.of()));
    chain.mine(1);
    assertThat(chain.confirmations(child.txid())).isEqualTo(1);
  }

  @Test
  void aPackageThatPaysTooLittleIsRefusedAsAWhole() {
    Transaction parent = pass(coin, SAT);
    Transaction child = pass(parent.outPoint(0), SAT - 150);
    assertThat(chain.submitPackage(List.of(parent, child)))
        .allSatisfy(result -> assertThat(reason(result)).isEqualTo(RefusalReason.MIN_RELAY_FEE));
    assertThat(chain.mempool()).isEmpty();
  }

  @Test
  void aPackageReplacesTheOtherSidesTransaction() {
    Transaction theirs = pass(coin, SAT - 500);
    chain.submit(theirs);
    Transaction ours = pass(coin, SAT - 200);
    Transaction child = tx(List.of(open(ours.outPoint(0)), open(second)), List.of(toOpen(SAT)));
    assertThat(reason(chain.submit(ours))).isEqualTo(RefusalReason.INSUFFICIENT_FEE);
    assertThat(chain.submitPackage(List.of(ours, child)))
        .containsExactly(
            new Accepted(ours.txid(), List.of(theirs.txid())),
            new Accepted(child.txid(), List.of()));
  }

  @Test
  void aChildCannotSaveAnInvalidParent() {
    Transaction parent = pass(coin, SAT + 1);
    Transaction child = pass(parent.outPoint(0), SAT / 2);
    List<SubmitResult> results = chain.submitPackage(List.of(parent, child));
    assertThat(reason(results.get(0))).isEqualTo(RefusalReason.IN_BELOW_OUT);
    assertThat(reason(results.get(1))).isEqualTo(RefusalReason.MISSING_OR_SPENT);
  }

  @Test
  void packagesAreParentsThenOneChild() {
    Transaction parent = pass(coin, SAT - 1000);
    Transaction child = pass(parent.outPoint(0), SAT - 2000);
    Transaction stranger = pass(second, SAT - 1000);
    assertThat(reason(chain.submitPackage(List.of(child, parent)).get(0)))
        .isEqualTo(RefusalReason.PACKAGE_NOT_SORTED);
    assertThat(reason(chain.submitPackage(List.of(stranger, parent)).get(0)))
        .isEqualTo(RefusalReason.PACKAGE_NOT_CHILD_WITH_PARENTS);
    assertThat(reason(chain.submitPackage(List.of(parent, pass(coin, 1000))).get(0)))
        .isEqualTo(RefusalReason.PACKAGE_CONFLICT);
  }

  @Test
  void unconfirmedChainsAreLimitedButOneMoreSmallChildMayCome() {
    List<TxOutput> outputs = new ArrayList<>();
    for (int i = 0; i < 27; i++) {
      outputs.add(toOpen(30_000));
    }
    Transaction parent = tx(List.of(open(coin)), outputs);
    chain.submit(parent);
    for (int i = 0; i < 25; i++) {
      assertThat(chain.submit(pass(parent.outPoint(i), 29_000))).isInstanceOf(Accepted.class);
    }
    assertThat(reason(chain.submit(pass(parent.outPoint(25), 29_000))))
        .isEqualTo(RefusalReason.TOO_LONG_CHAIN);

    OutPoint next = second;
    for (int i = 1; i <= 25; i++) {
      Transaction link = pass(next, SAT - 1000L * i);
      assertThat(chain.submit(link)).isInstanceOf(Accepted.class);
      next = link.outPoint(0);
    }
    assertThat(reason(chain.submit(pass(next, 1000)))).isEqualTo(RefusalReason.TOO_LONG_CHAIN);
  }
}
