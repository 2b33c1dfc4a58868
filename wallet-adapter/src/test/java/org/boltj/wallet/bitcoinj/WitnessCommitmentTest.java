package org.boltj.wallet.bitcoinj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bitcoinj.core.VerificationException;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;
import org.boltj.wallet.regtest.Block;
import org.boltj.wallet.regtest.RegtestChain;
import org.boltj.wallet.regtest.SubmitResult;
import org.junit.jupiter.api.Test;

/** A Bitcoin peer cannot hide the witness of a transaction, in which a preimage may stand. */
class WitnessCommitmentTest {
  private static final Bytes OPEN = Bytes.fromHex("51");
  private static final Bytes SCRIPT = ScriptTemplates.p2wsh(OPEN);

  private final RegtestChain chain = RegtestChain.withMatureCoins();

  private Block blockWithAWitness() {
    OutPoint coin = chain.fund(SCRIPT, Satoshi.of(100_000));
    Transaction spend =
        new Transaction(
            2,
            List.of(new TxInput(coin, 0xfffffffdL, List.of(OPEN), Bytes.EMPTY)),
            List.of(new TxOutput(Satoshi.of(99_000), SCRIPT)),
            0);
    assertThat(chain.submit(spend)).isInstanceOf(SubmitResult.Accepted.class);
    return chain.mine(1).get(0);
  }

  private static void verify(Block block) {
    Convert.enterBitcoinj();
    WitnessCommitment.verify(
        org.bitcoinj.core.Block.read(ByteBuffer.wrap(block.encode().toArray())));
  }

  private static Block with(Block block, int index, List<Bytes> witness) {
    List<Transaction> changed = new ArrayList<>(block.transactions());
    changed.set(index, changed.get(index).withWitness(0, witness));
    return new Block(block.height(), block.hash(), block.header(), changed);
  }

  @Test
  void witnessesAreThoseThatTheMinerSaw() {
    Block block = blockWithAWitness();
    int last = block.transactions().size() - 1;
    assertThatCode(() -> verify(block)).doesNotThrowAnyException();
    assertThatCode(() -> verify(chain.mineEmpty(1).get(0))).doesNotThrowAnyException();
    assertThatThrownBy(() -> verify(with(block, last, List.of())))
        .isInstanceOf(VerificationException.class);
    assertThatThrownBy(() -> verify(with(block, last, List.of(Bytes.zeros(32), OPEN))))
        .isInstanceOf(VerificationException.class);
  }

  @Test
  void notEvenAllOfThemCanBeLeftOut() {
    Block block = blockWithAWitness();
    for (int i = 0; i < block.transactions().size(); i++) {
      block = with(block, i, List.of());
    }
    Block bare = block;
    assertThatThrownBy(() -> verify(bare)).isInstanceOf(VerificationException.class);
  }
}
