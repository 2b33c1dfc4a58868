package org.boltj.wallet.regtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.boltj.wallet.regtest.Spends.OPEN;
import static org.boltj.wallet.regtest.Spends.OPEN_SCRIPT;
import static org.boltj.wallet.regtest.Spends.open;
import static org.boltj.wallet.regtest.Spends.pass;
import static org.boltj.wallet.regtest.Spends.script;
import static org.boltj.wallet.regtest.Spends.toOpen;
import static org.boltj.wallet.regtest.Spends.tx;

import java.util.Collections;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hostile transactions, one for each rule. */
class RefusalTest {
  private static final long SAT = 1_000_000;

  private final RegtestChain chain = RegtestChain.withMatureCoins();

  private OutPoint coin(Bytes scriptPubKey) {
    OutPoint outPoint = chain.fund(scriptPubKey, Satoshi.of(SAT));
    chain.mine(1);
    return outPoint;
  }

  private void refuses(RefusalReason reason, Transaction tx) {
    assertThat(chain.submit(tx))
        .isInstanceOfSatisfying(
            SubmitResult.Refused.class,
            refused -> assertThat(refused.refusal().reason()).isEqualTo(reason));
    assertThat(chain.mempool()).doesNotContain(tx);
  }

  private void accepts(Transaction tx) {
    assertThat(chain.submit(tx)).isInstanceOf(SubmitResult.Accepted.class);
  }

  @Test
  void badSignature() {
    OutPoint coin = coin(Spends.KEY_SCRIPT);
    Transaction good = Spends.signed(coin, SAT, SAT - 1000);
    Transaction forAnotherAmount = Spends.signed(coin, SAT + 1, SAT - 1000);
    refuses(RefusalReason.MANDATORY_SCRIPT, forAnotherAmount);
    refuses(RefusalReason.MANDATORY_SCRIPT, good.withWitness(0, List.of()));
    List<Bytes> witness = good.inputs().get(0).witness();
    refuses(
        RefusalReason.MANDATORY_SCRIPT, good.withWitness(0, List.of(Bytes.EMPTY, witness.get(1))));
    assertThat(chain.mineExactly(List.of(forAnotherAmount)))
        .map(Refusal::reason)
        .contains(RefusalReason.MANDATORY_SCRIPT);
    accepts(good);
  }

  @Test
  void wrongWitnessScript() {
    OutPoint coin = coin(OPEN_SCRIPT);
    Transaction good = pass(coin, SAT - 1000);
    refuses(RefusalReason.MANDATORY_SCRIPT, good.withWitness(0, List.of(Bytes.fromHex("52"))));
    refuses(RefusalReason.MANDATORY_SCRIPT, good.withWitness(0, List.of(OPEN, OPEN)));
    accepts(good);
  }

  @Test
  void csvTooEarly() {
    Bytes delayed = Spends.afterBlocks(10);
    OutPoint coin = coin(ScriptTemplates.p2wsh(delayed));
    Transaction tooShort = tx(List.of(script(coin, 9, delayed)), List.of(toOpen(SAT - 1000)));
    Transaction claim = tx(List.of(script(coin, 10, delayed)), List.of(toOpen(SAT - 1000)));
    chain.mine(8);
    refuses(RefusalReason.NON_BIP68_FINAL, claim);
    assertThat(chain.mineExactly(List.of(claim)))
        .map(Refusal::reason)
        .contains(RefusalReason.NON_BIP68_FINAL);
    refuses(RefusalReason.MANDATORY_SCRIPT, tooShort);
    chain.mine(1);
    accepts(claim);
  }

  @Test
  void csvOfAnUnconfirmedParentNeverMatures() {
    OutPoint coin = coin(OPEN_SCRIPT);
    Transaction parent = pass(coin, SAT - 1000);
    accepts(parent);
    Transaction child =
        tx(List.of(script(parent.outPoint(0), 1, OPEN)), List.of(toOpen(SAT - 2000)));
    refuses(RefusalReason.NON_BIP68_FINAL, child);
    chain.mine(1);
    accepts(child);
  }

  @Test
  void cltvTooEarly() {
    Bytes timed = Spends.fromHeight(120);
    OutPoint coin = coin(ScriptTemplates.p2wsh(timed));
    TxInput input = script(coin, 0xfffffffeL, timed);
    Transaction claim = new Transaction(2, List.of(input), List.of(toOpen(SAT - 1000)), 120);
    Transaction cheating = new Transaction(2, List.of(input), List.of(toOpen(SAT - 1000)), 110);
    refuses(RefusalReason.NON_FINAL, claim);
    refuses(RefusalReason.MANDATORY_SCRIPT, cheating);
    chain.mine(120 - chain.height() - 1);
    refuses(RefusalReason.NON_FINAL, claim);
    chain.mine(1);
    accepts(claim);
  }

  @Test
  void spentMissingAndDuplicateInputs() {
    OutPoint coin = coin(OPEN_SCRIPT);
    Transaction spend = pass(coin, SAT - 1000);
    refuses(RefusalReason.MISSING_OR_SPENT, pass(new OutPoint(coin.txid(), 7), 1000));
    refuses(
        RefusalReason.DUPLICATE_INPUTS,
        tx(List.of(open(coin), open(coin)), List.of(toOpen(2 * SAT - 1000))));
    accepts(spend);
    assertThat(chain.submit(spend)).isEqualTo(new SubmitResult.AlreadyKnown(spend.txid(), false));
    chain.mine(1);
    assertThat(chain.submit(spend)).isEqualTo(new SubmitResult.AlreadyKnown(spend.txid(), true));
    refuses(RefusalReason.MISSING_OR_SPENT, pass(coin, SAT - 50_000));
  }

  @Test
  void immatureCoinbase() {
    Block block = chain.mineTo(OPEN_SCRIPT, 1).get(0);
    OutPoint reward = block.transactions().get(0).outPoint(0);
    chain.mine(98);
    Transaction spend = pass(reward, 1_000_000_000L);
    refuses(RefusalReason.PREMATURE_COINBASE_SPEND, spend);
    chain.mine(1);
    accepts(spend);
  }

  @Test
  void moneyFromNothing() {
    OutPoint coin = coin(OPEN_SCRIPT);
    refuses(RefusalReason.IN_BELOW_OUT, pass(coin, SAT + 1));
    refuses(RefusalReason.VOUT_EMPTY, tx(List.of(open(coin)), List.of()));
    refuses(
        RefusalReason.TOTAL_TOO_LARGE,
        tx(List.of(open(coin)), List.of(toOpen(Satoshi.MAX_MONEY.sat()), toOpen(1))));
  }

  @ParameterizedTest
  @CsvSource({
    "76a914000000000000000000000000000000000000000088ac, 546",
    "a914000000000000000000000000000000000000000087, 540",
    "00140000000000000000000000000000000000000000, 294",
    "00200000000000000000000000000000000000000000000000000000000000000000, 330",
    "51200000000000000000000000000000000000000000000000000000000000000000, 330",
    "52020000, 240",
    "51024e73, 240",
    "6a0101, 0"
  })
  void dust(String scriptHex, long limit) {
    OutPoint coin = coin(OPEN_SCRIPT);
    Bytes target = Bytes.fromHex(scriptHex);
    TxOutput least = new TxOutput(Satoshi.of(limit), target);
    if (limit > 0) {
      TxOutput below = new TxOutput(Satoshi.of(limit - 1), target);
      refuses(RefusalReason.DUST, tx(List.of(open(coin)), List.of(toOpen(SAT / 2), below)));
    }
    accepts(tx(List.of(open(coin)), List.of(toOpen(SAT / 2), least)));
  }

  @Test
  void feeBelowTheMinimum() {
    OutPoint coin = coin(OPEN_SCRIPT);
    long size = (pass(coin, SAT).weight() + 3) / 4;
    refuses(RefusalReason.MIN_RELAY_FEE, pass(coin, SAT - size + 1));
    chain.mempoolMinimum(5000);
    refuses(RefusalReason.MEMPOOL_MIN_FEE, pass(coin, SAT - size));
    chain.mempoolMinimum(0);
    accepts(pass(coin, SAT - size));
  }

  @Test
  void nonstandardForms() {
    OutPoint coin = coin(OPEN_SCRIPT);
    TxInput input = open(coin);
    List<TxOutput> outputs = List.of(toOpen(SAT - 5000));
    refuses(RefusalReason.VERSION, new Transaction(4, List.of(input), outputs, 0));
    refuses(
        RefusalReason.SCRIPT_PUBKEY,
        tx(List.of(input), List.of(new TxOutput(Satoshi.of(SAT / 2), OPEN))));
    refuses(
        RefusalReason.SCRIPTSIG_NOT_PUSH_ONLY,
        tx(List.of(new TxInput(coin, 0, List.of(OPEN), Bytes.fromHex("6161"))), outputs));
    Bytes data = Bytes.concat(Bytes.fromHex("6a4c51"), Bytes.zeros(81));
    refuses(
        RefusalReason.DATA_CARRIER,
        tx(List.of(input), List.of(toOpen(SAT / 2), new TxOutput(Satoshi.ZERO, data))));
    refuses(
        RefusalReason.TX_SIZE_SMALL,
        tx(List.of(input), List.of(new TxOutput(Satoshi.of(SAT / 2), Bytes.fromHex("51024e73")))));
    Transaction huge = tx(List.of(input), Collections.nCopies(2400, toOpen(330)));
    refuses(RefusalReason.TX_SIZE, huge);
    assertThat(chain.mineExactly(List.of(huge))).isEmpty();
  }

  @Test
  void coinbaseOutsideOfABlock() {
    Block elsewhere = new RegtestChain().mineTo(Spends.KEY_SCRIPT, 1).get(0);
    refuses(RefusalReason.COINBASE, elsewhere.transactions().get(0));
  }
}
