package org.boltj.wallet.bitcoinj;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.Network;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.crypto.Hash;
import org.boltj.port.CompletionRequest;
import org.boltj.port.GivenInput;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;
import org.boltj.wallet.regtest.RegtestChain;
import org.boltj.wallet.regtest.SubmitResult;
import org.junit.jupiter.api.Test;

/** A bitcoinj wallet on the embedded chain, which checks each signature and fee independently. */
class BitcoinjWalletTest {
  private static final FeeratePerKw RATE = FeeratePerKw.ofSatPerVByte(5);
  private static final Bytes OPEN = Bytes.fromHex("51");
  private static final Bytes TARGET = ScriptTemplates.p2wsh(OPEN);
  private static final Bytes ENTROPY = Hash.sha256(Bytes.fromHex("0b"));

  private final RegtestChain chain = RegtestChain.withMatureCoins();
  private final BitcoinjWallet wallet = wallet();

  private BitcoinjWallet wallet() {
    BitcoinjWallet made =
        BitcoinjWallet.fromEntropy(Network.REGTEST, ENTROPY, Instant.ofEpochSecond(1_296_688_602L));
    EmbeddedFeed.start(chain, made);
    return made;
  }

  private void receive(long sat) {
    chain.fund(wallet.newScriptPubKey(), Satoshi.of(sat));
    chain.mine(1);
  }

  private void accepts(Transaction tx) {
    assertThat(chain.submit(tx)).isInstanceOf(SubmitResult.Accepted.class);
  }

  @Test
  void receivesAndFunds() {
    chain.fund(wallet.newScriptPubKey(), Satoshi.of(1_000_000));
    assertThat(wallet.estimatedBalance()).isEqualTo(Satoshi.of(1_000_000));
    assertThat(wallet.fund(TARGET, Satoshi.of(400_000), RATE)).isCompletedExceptionally();
    chain.mine(1);
    Transaction tx = wallet.fund(TARGET, Satoshi.of(400_000), RATE).join().transaction();
    accepts(tx);
    wallet.commit(tx.txid());
    chain.mine(1);
    long change = tx.outputs().get(1).amount().sat();
    assertThat(change).isBetween(598_000L, 600_000L);
    assertThat(wallet.availableBalance()).isEqualTo(Satoshi.of(change));
  }

  @Test
  void locksCoinsUntilRollback() {
    receive(100_000);
    Transaction first = wallet.fund(TARGET, Satoshi.of(50_000), RATE).join().transaction();
    assertThat(wallet.fund(TARGET, Satoshi.of(50_000), RATE)).isCompletedExceptionally();
    wallet.rollback(first.txid());
    accepts(wallet.fund(TARGET, Satoshi.of(50_000), RATE).join().transaction());
  }

  @Test
  void paysForAParentThroughItsAnchor() {
    OutPoint coin = chain.fund(TARGET, Satoshi.of(100_000));
    receive(200_000);
    TxOutput anchor = new TxOutput(Satoshi.of(330), TARGET);
    Transaction parent =
        new Transaction(
            2,
            List.of(new TxInput(coin, 0xfffffffdL, List.of(OPEN), Bytes.EMPTY)),
            List.of(new TxOutput(Satoshi.of(99_670), TARGET), anchor),
            0);
    Transaction child =
        wallet
            .complete(
                new CompletionRequest(
                    List.of(new GivenInput(parent.outPoint(1), anchor, 0xfffffffdL, 4)),
                    List.of(),
                    0,
                    parent.weight(),
                    Satoshi.ZERO,
                    RATE,
                    (unsigned, spent, index) -> List.of(OPEN)))
            .join();
    assertThat(chain.submitPackage(List.of(parent, child)))
        .allSatisfy(result -> assertThat(result).isInstanceOf(SubmitResult.Accepted.class));
  }

  @Test
  void followsAReorganization() {
    receive(100_000);
    assertThat(wallet.availableBalance()).isEqualTo(Satoshi.of(100_000));
    chain.disconnect(1);
    chain.mempool().forEach(tx -> chain.evict(tx.txid()));
    chain.mineEmpty(3);
    assertThat(wallet.fund(TARGET, Satoshi.of(50_000), RATE)).isCompletedExceptionally();
  }

  @Test
  void aNewWalletOfTheSameEntropyFindsTheSameCoins() {
    receive(100_000);
    assertThat(wallet().availableBalance()).isEqualTo(Satoshi.of(100_000));
  }
}
