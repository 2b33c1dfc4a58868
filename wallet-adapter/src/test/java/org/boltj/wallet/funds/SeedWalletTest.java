package org.boltj.wallet.funds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletionException;
import org.boltj.base.Bytes;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.Network;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.crypto.Hash;
import org.boltj.port.CompletionRequest;
import org.boltj.port.FundingTransaction;
import org.boltj.port.GivenInput;
import org.boltj.port.InsufficientFundsException;
import org.boltj.tx.Addresses;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;
import org.boltj.wallet.regtest.RegtestChain;
import org.boltj.wallet.regtest.SubmitResult;
import org.junit.jupiter.api.Test;

/**
 * Runs on the embedded chain, which refuses every badly signed, cheap or conflicting transaction.
 */
class SeedWalletTest {
  private static final FeeratePerKw RATE = FeeratePerKw.ofSatPerVByte(5);
  private static final Bytes OPEN = Bytes.fromHex("51");
  private static final Bytes TARGET = ScriptTemplates.p2wsh(OPEN);

  private final RegtestChain chain = RegtestChain.withMatureCoins();
  private final SeedWallet wallet = chain.wallet(Hash.sha256(Bytes.fromHex("07")));

  private void receive(long... sats) {
    for (long sat : sats) {
      chain.fund(wallet.newScriptPubKey(), Satoshi.of(sat));
    }
    chain.mine(1);
  }

  private long fee(Transaction tx, long inputSat) {
    return inputSat - tx.outputs().stream().mapToLong(output -> output.amount().sat()).sum();
  }

  private void accepts(Transaction tx) {
    assertThat(chain.submit(tx)).isInstanceOf(SubmitResult.Accepted.class);
  }

  @Test
  void derivesTheAddressesOfBip84() {
    // BIP 84, test vectors: the seed of "abandon ... about" and its first receiving address.
    Bytes seed =
        Bytes.fromHex(
            "5eb00bbddcf069084889a8ab9155568165f5c453ccb85e70811aaed6f6da5fc1"
                + "9a5ac40b389cd370d086206dec8aa6c43daea6690f20ad3d8d48b2d2ce9e38e4");
    SeedWallet mainnet = new SeedWallet(Network.MAINNET, seed);
    assertThat(Addresses.fromScriptPubKey(mainnet.newScriptPubKey(), Network.MAINNET))
        .contains("bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu");
    assertThat(Addresses.fromScriptPubKey(mainnet.newScriptPubKey(), Network.MAINNET))
        .contains("bc1qnjg0jd8228aq7egyzacy8cys3knf9xvrerkf9g");
  }

  @Test
  void fundsWithTheSmallestCoinThatSufficesAndReturnsTheChange() {
    receive(1_000_000, 300_000, 5_000_000);
    FundingTransaction funding = wallet.fund(TARGET, Satoshi.of(250_000), RATE).join();
    Transaction tx = funding.transaction();
    assertThat(tx.inputs()).hasSize(1);
    assertThat(tx.outputs().get(funding.outputIndex()))
        .isEqualTo(new TxOutput(Satoshi.of(250_000), TARGET));
    assertThat(fee(tx, 300_000)).isBetween(tx.weight() * 1250 / 1000, tx.weight() * 1350 / 1000);
    accepts(tx);
    wallet.commit(tx.txid());
    chain.mine(1);
    assertThat(wallet.confirmedBalance().sat()).isEqualTo(6_050_000 - fee(tx, 300_000));
  }

  @Test
  void gathersManyCoinsWhenNoneSuffices() {
    receive(100_000, 100_000, 100_000);
    Transaction tx = wallet.fund(TARGET, Satoshi.of(290_000), RATE).join().transaction();
    assertThat(tx.inputs()).hasSize(3);
    accepts(tx);
  }

  @Test
  void leavesOutChangeThatWouldBeDust() {
    receive(100_000);
    Transaction tx = wallet.fund(TARGET, Satoshi.of(99_200), RATE).join().transaction();
    assertThat(tx.outputs()).hasSize(1);
    accepts(tx);
  }

  @Test
  void locksCoinsUntilRollback() {
    receive(100_000);
    Transaction first = wallet.fund(TARGET, Satoshi.of(50_000), RATE).join().transaction();
    assertThatThrownBy(() -> wallet.fund(TARGET, Satoshi.of(50_000), RATE).join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            InsufficientFundsException.class,
            e -> {
              assertThat(e.available()).isEqualTo(Satoshi.ZERO);
              assertThat(e.required()).isGreaterThan(Satoshi.of(50_000));
            });
    wallet.rollback(first.txid());
    accepts(wallet.fund(TARGET, Satoshi.of(50_000), RATE).join().transaction());
  }

  @Test
  void spendsItsOwnUnconfirmedChangeButNobodyElsesPayment() {
    receive(1_000_000);
    for (int i = 0; i < 5; i++) {
      Transaction tx = wallet.fund(TARGET, Satoshi.of(50_000), RATE).join().transaction();
      wallet.commit(tx.txid());
      accepts(tx);
    }
    chain.fund(wallet.newScriptPubKey(), Satoshi.of(5_000_000));
    assertThat(wallet.balance().sat()).isGreaterThan(5_000_000);
    assertThat(wallet.fund(TARGET, Satoshi.of(2_000_000), RATE)).isCompletedExceptionally();
  }

  @Test
  void paysForAParentThroughItsAnchor() {
    OutPoint coin = chain.fund(TARGET, Satoshi.of(100_000));
    receive(200_000);
    TxOutput anchor = new TxOutput(Satoshi.of(330), TARGET);
    Transaction parent =
        new Transaction(
            2, List.of(open(coin)), List.of(new TxOutput(Satoshi.of(99_670), TARGET), anchor), 0);
    Transaction child = bump(parent, anchor, FeeratePerKw.ofSatPerVByte(10));
    assertThat(chain.submitPackage(List.of(parent, child)))
        .allSatisfy(result -> assertThat(result).isInstanceOf(SubmitResult.Accepted.class));
    wallet.commit(child.txid());
    long paid = fee(child, 200_330);
    assertThat(paid).isGreaterThanOrEqualTo((parent.weight() + child.weight()) * 10 / 4);

    Transaction faster = bump(parent, anchor, FeeratePerKw.ofSatPerVByte(30));
    assertThat(chain.submit(faster))
        .isEqualTo(new SubmitResult.Accepted(faster.txid(), List.of(child.txid())));
    wallet.commit(faster.txid());
    chain.mine(1);
    assertThat(wallet.confirmedBalance().sat()).isEqualTo(200_330 - fee(faster, 200_330));
  }

  private Transaction bump(Transaction parent, TxOutput anchor, FeeratePerKw feerate) {
    CompletionRequest request =
        new CompletionRequest(
            List.of(new GivenInput(parent.outPoint(1), anchor, 0xfffffffdL, 4)),
            List.of(),
            0,
            parent.weight(),
            Satoshi.ZERO,
            feerate,
            (unsigned, spent, index) -> List.of(OPEN));
    return wallet.complete(request).join();
  }

  private static TxInput open(OutPoint outPoint) {
    return new TxInput(outPoint, 0xfffffffdL, List.of(OPEN), Bytes.EMPTY);
  }

  @Test
  void forgetsWhatAReorgUndoes() {
    receive(100_000);
    assertThat(wallet.confirmedBalance()).isEqualTo(Satoshi.of(100_000));
    chain.disconnect(1);
    assertThat(wallet.confirmedBalance()).isEqualTo(Satoshi.ZERO);
    assertThat(wallet.balance()).isEqualTo(Satoshi.of(100_000));
    chain.mine(1);
    assertThat(wallet.confirmedBalance()).isEqualTo(Satoshi.of(100_000));
    chain.disconnect(1);
    chain.mempool().forEach(tx -> chain.evict(tx.txid()));
    OutPoint spent = chain.block(1).transactions().get(0).outPoint(0);
    assertThat(
            chain.mineExactly(
                List.of(
                    new Transaction(
                        2,
                        List.of(open(spent)),
                        List.of(new TxOutput(Satoshi.of(1_000), TARGET)),
                        0))))
        .isEmpty();
    assertThat(wallet.balance()).isEqualTo(Satoshi.ZERO);
  }

  @Test
  void aNewWalletOfTheSameSeedFindsTheSameCoins() {
    receive(100_000, 200_000);
    Transaction tx = wallet.fund(TARGET, Satoshi.of(50_000), RATE).join().transaction();
    wallet.commit(tx.txid());
    accepts(tx);
    SeedWallet again = chain.wallet(Hash.sha256(Bytes.fromHex("07")));
    assertThat(again.balance()).isEqualTo(wallet.balance());
    chain.mine(1);
    assertThat(again.confirmedBalance()).isEqualTo(wallet.confirmedBalance());
  }

  @Test
  void refusesSeedsOfWrongLength() {
    assertThatThrownBy(() -> new SeedWallet(Network.REGTEST, Bytes.zeros(15)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("16 to 64");
  }
}
