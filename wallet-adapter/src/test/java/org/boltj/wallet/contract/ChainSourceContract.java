package org.boltj.wallet.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.boltj.base.Bytes;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.Network;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.base.TxId;
import org.boltj.crypto.Hash;
import org.boltj.port.ChainBlock;
import org.boltj.port.ChainSource;
import org.boltj.port.ConfirmedTransaction;
import org.boltj.port.PublishResult;
import org.boltj.tx.Op;
import org.boltj.tx.ScriptBuilder;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;
import org.boltj.wallet.contract.RecordingListener.Said;
import org.boltj.wallet.funds.SeedWallet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every chain source does, whatever chain stands behind it. */
public abstract class ChainSourceContract {
  private static final Bytes OPEN = Bytes.fromHex("51");
  private static final Bytes OPEN_SCRIPT = ScriptTemplates.p2wsh(OPEN);
  private static final long REWARD = 5_000_000_000L;

  private final RecordingListener listener = new RecordingListener();
  private Backend backend;
  private ChainSource source;

  /** A backend whose chain has the first block only. */
  protected abstract Backend backend() throws Exception;

  @BeforeEach
  void start() throws Exception {
    backend = backend();
  }

  @AfterEach
  void stop() throws Exception {
    if (source != null) {
      source.close();
    }
    if (backend != null) {
      backend.close();
    }
  }

  /** A source that has not started; some need blocks to be there first. */
  private void newSource() {
    if (source != null) {
      source.close();
    }
    source = backend.source();
  }

  /** Mines 101 blocks, so that the first one's reward can be spent, and follows from block 1. */
  private OutPoint matureCoin() throws Exception {
    backend.mine(1, OPEN_SCRIPT);
    backend.mine(100, ScriptTemplates.p2wsh(Bytes.fromHex("52")));
    newSource();
    source.start(0, listener);
    return listener.awaitHeight(101).get(0).transactions().get(0).transaction().outPoint(0);
  }

  private static Transaction spend(
      OutPoint coin, Bytes witnessScript, long sequence, TxOutput... to) {
    TxInput input = new TxInput(coin, sequence, List.of(witnessScript), Bytes.EMPTY);
    return new Transaction(2, List.of(input), List.of(to), 0);
  }

  private static Transaction spendOpen(OutPoint coin, long sat) {
    return spend(coin, OPEN, 0xfffffffdL, new TxOutput(Satoshi.of(sat), OPEN_SCRIPT));
  }

  private PublishResult publish(Transaction... txs) {
    return source.publish(List.of(txs)).join();
  }

  /** Publishes, and waits until the chain has it: peers take it some moments later. */
  private void assertAccepted(Transaction... txs) throws Exception {
    assertThat(publish(txs)).isEqualTo(new PublishResult.Accepted());
    for (Transaction tx : txs) {
      backend.awaitMempool(tx.txid());
    }
  }

  private void mineOn() throws Exception {
    backend.mine(1, OPEN_SCRIPT);
  }

  private static boolean isConnected(Said said, int height) {
    return said instanceof Said.Connected c && c.block().height() == height;
  }

  private static List<ChainBlock> connected(List<Said> said) {
    return said.stream()
        .filter(Said.Connected.class::isInstance)
        .map(it -> ((Said.Connected) it).block())
        .toList();
  }

  private static List<Integer> disconnected(List<Said> said) {
    return said.stream()
        .filter(Said.Disconnected.class::isInstance)
        .map(it -> ((Said.Disconnected) it).height())
        .toList();
  }

  private static List<Integer> heights(int from, int to) {
    return IntStream.rangeClosed(from, to).boxed().toList();
  }

  @Test
  void deliversBlocksInOrderFromWhereTheNodeStopped() throws Exception {
    backend.mine(5, OPEN_SCRIPT);
    newSource();
    if (backend.isFullNode()) {
      assertThat(source.tipHeight()).isEqualTo(5);
    }
    source.start(2, listener);
    List<ChainBlock> blocks = new ArrayList<>(listener.awaitHeight(5));
    mineOn();
    blocks.addAll(listener.awaitHeight(6));
    assertThat(blocks).extracting(ChainBlock::height).containsExactly(3, 4, 5, 6);
    for (int i = 1; i < blocks.size(); i++) {
      assertThat(blocks.get(i).previous()).isEqualTo(blocks.get(i - 1).hash());
    }
    assertThat(source.tipHeight()).isEqualTo(6);
  }

  @Test
  void followsReorganizations() throws Exception {
    backend.mine(5, OPEN_SCRIPT);
    newSource();
    source.start(0, listener);
    List<ChainBlock> old = listener.awaitHeight(5);
    backend.disconnect(2);
    backend.mine(3, ScriptTemplates.p2wsh(Bytes.fromHex("53")));
    List<Said> said =
        listener.await(it -> it instanceof Said.Connected c && c.block().height() == 6);
    assertThat(said)
        .filteredOn(it -> it instanceof Said.Disconnected)
        .containsExactly(
            new Said.Disconnected(5, old.get(4).hash()),
            new Said.Disconnected(4, old.get(3).hash()));
    assertThat(said)
        .filteredOn(it -> it instanceof Said.Connected)
        .extracting(it -> ((Said.Connected) it).block().height())
        .containsExactly(4, 5, 6);
  }

  @Test
  void publishesOnceAndKnowsItAfterwards() throws Exception {
    Transaction tx = spendOpen(matureCoin(), REWARD - 10_000);
    assertAccepted(tx);
    if (backend.isFullNode()) {
      listener.await(it -> it.equals(new Said.Seen(tx.txid())));
    }
    assertThat(publish(tx))
        .isInstanceOfAny(PublishResult.AlreadyKnown.class, PublishResult.Accepted.class);
    mineOn();
    List<Said> said = listener.await(it -> isConnected(it, 102));
    assertThat(said).as("seen once").doesNotContain(new Said.Seen(tx.txid()));
    ChainBlock block = connected(said).get(0);
    assertThat(block.transactions().get(1).transaction()).isEqualTo(tx);
    assertThat(block.transactions().get(1).txIndex()).isEqualTo(1);
    if (backend.isFullNode()) {
      assertThat(publish(tx)).isEqualTo(new PublishResult.AlreadyKnown());
    }
  }

  @Test
  void publishesAParentWithItsChild() throws Exception {
    Transaction parent = spendOpen(matureCoin(), REWARD - 10_000);
    Transaction child = spendOpen(parent.outPoint(0), REWARD - 20_000);
    assertAccepted(parent, child);
    mineOn();
    assertThat(listener.awaitHeight(102).get(0).transactions()).hasSize(3);
  }

  @Test
  void refusesWhatTheChainRefuses() throws Exception {
    assumeTrue(backend.isFullNode(), "peers do not say what they refuse");
    OutPoint coin = matureCoin();
    Transaction good = spendOpen(coin, REWARD - 10_000);
    assertThat(publish(good.withWitness(0, List.of(Bytes.fromHex("52")))))
        .isInstanceOfSatisfying(
            PublishResult.Rejected.class,
            rejected -> assertThat(rejected.reason()).contains("script-verify-flag"));
    assertThat(publish(spendOpen(new OutPoint(coin.txid(), 5), 1_000)))
        .isInstanceOfSatisfying(
            PublishResult.Rejected.class,
            rejected -> assertThat(rejected.reason()).contains("bad-txns-inputs-missingorspent"));
    assertThat(publish(spendOpen(coin, REWARD + 1)))
        .isInstanceOfSatisfying(
            PublishResult.Rejected.class,
            rejected -> assertThat(rejected.reason()).contains("bad-txns-in-belowout"));
    assertThat(publish(good)).isEqualTo(new PublishResult.Accepted());
    assertThat(publish(spendOpen(coin, REWARD - 9_000))).isInstanceOf(PublishResult.Rejected.class);
  }

  @Test
  void refusesRelativeAndAbsoluteLocksUntilTheirTime() throws Exception {
    assumeTrue(backend.isFullNode(), "peers do not say what they refuse");
    OutPoint coin = matureCoin();
    Bytes csv = new ScriptBuilder().number(3).op(Op.CHECKSEQUENCEVERIFY, Op.DROP, Op.ONE).build();
    Bytes cltv =
        new ScriptBuilder().number(104).op(Op.CHECKLOCKTIMEVERIFY, Op.DROP, Op.ONE).build();
    long half = REWARD / 2 - 10_000;
    Transaction lock =
        spend(
            coin,
            OPEN,
            0xfffffffdL,
            new TxOutput(Satoshi.of(half), ScriptTemplates.p2wsh(csv)),
            new TxOutput(Satoshi.of(half), ScriptTemplates.p2wsh(cltv)));
    publish(lock);
    mineOn();
    TxOutput out = new TxOutput(Satoshi.of(half - 10_000), OPEN_SCRIPT);
    Transaction relative = spend(lock.outPoint(0), csv, 3, out);
    TxInput timed = new TxInput(lock.outPoint(1), 0xfffffffeL, List.of(cltv), Bytes.EMPTY);
    Transaction absolute = new Transaction(2, List.of(timed), List.of(out), 104);
    mineOn();
    assertThat(publish(relative))
        .isInstanceOfSatisfying(
            PublishResult.Rejected.class,
            rejected -> assertThat(rejected.reason()).contains("non-BIP68-final"));
    assertThat(publish(absolute))
        .isInstanceOfSatisfying(
            PublishResult.Rejected.class,
            rejected -> assertThat(rejected.reason()).contains("non-final"));
    mineOn();
    assertThat(publish(relative)).isEqualTo(new PublishResult.Accepted());
    mineOn();
    assertThat(publish(absolute)).isEqualTo(new PublishResult.Accepted());
  }

  @Test
  void findsFundingOutputsUntilTheyAreSpent() throws Exception {
    OutPoint coin = matureCoin();
    ShortChannelId scid = ShortChannelId.of(1, 0, 0);
    assertThat(source.fundingOutput(scid).join())
        .contains(new TxOutput(Satoshi.of(REWARD), OPEN_SCRIPT));
    assertThat(source.fundingOutput(ShortChannelId.of(1, 1, 0)).join()).isEmpty();
    assertThat(source.fundingOutput(ShortChannelId.of(1, 0, 9)).join()).isEmpty();
    assertThat(source.fundingOutput(ShortChannelId.of(5_000, 0, 0)).join()).isEmpty();
    assertAccepted(spendOpen(coin, REWARD - 10_000));
    mineOn();
    listener.awaitHeight(102);
    if (backend.isFullNode()) {
      assertThat(source.fundingOutput(scid).join()).isEmpty();
    }
  }

  @Test
  void feedsAWalletThatFundsAndReceives() throws Exception {
    SeedWallet wallet = new SeedWallet(Network.REGTEST, Hash.sha256(Bytes.fromHex("0a")));
    RecordingListener both =
        new RecordingListener() {
          @Override
          public void blockConnected(ChainBlock block) {
            wallet.blockConnected(block);
            super.blockConnected(block);
          }
        };
    backend.mine(1, wallet.newScriptPubKey());
    backend.mine(100, OPEN_SCRIPT);
    newSource();
    source.start(0, both);
    both.awaitHeight(101);
    assertThat(wallet.confirmedBalance()).isEqualTo(Satoshi.of(REWARD));
    FeeratePerKw rate = FeeratePerKw.ofSatPerVByte(3);
    Transaction tx = wallet.fund(OPEN_SCRIPT, Satoshi.of(1_000_000), rate).join().transaction();
    assertAccepted(tx);
    wallet.commit(tx.txid());
    mineOn();
    both.awaitHeight(102);
    assertThat(wallet.confirmedBalance().sat())
        .isBetween(REWARD - 1_000_000 - 1_000, REWARD - 1_000_000 - 1);
  }

  // ---- reorganizations and absences ----

  @ParameterizedTest
  @ValueSource(ints = {1, 6})
  void transactionOfAReorganizedBlockComesAgain(int depth) throws Exception {
    Transaction tx = spendOpen(matureCoin(), REWARD - 10_000);
    assertAccepted(tx);
    backend.mine(depth, OPEN_SCRIPT);
    List<ChainBlock> old = listener.awaitHeight(101 + depth);
    assertThat(old.get(0).transactions()).hasSize(2);
    backend.disconnect(depth);
    // Bitcoin Core takes it back into its mempool by itself, bcoin does not; nodes publish again.
    publish(tx);
    backend.awaitMempool(tx.txid());
    backend.mine(depth + 1, ScriptTemplates.p2wsh(Bytes.fromHex("53")));
    List<Said> said = listener.await(it -> isConnected(it, 102 + depth));
    assertThat(disconnected(said)).isEqualTo(heights(102, 101 + depth).reversed());
    assertThat(connected(said)).extracting(ChainBlock::height).isEqualTo(heights(102, 102 + depth));
    assertThat(connected(said))
        .flatExtracting(ChainBlock::transactions)
        .extracting(ConfirmedTransaction::transaction)
        .as("confirmed again, once")
        .containsOnlyOnce(tx);
  }

  @Test
  void reorganizationDeeperThanIsRememberedIsFollowed() throws Exception {
    backend.mine(120, OPEN_SCRIPT);
    newSource();
    source.start(119, listener);
    listener.awaitHeight(120);
    // Below its start a source remembers 100 blocks.
    backend.disconnect(115);
    backend.mine(117, ScriptTemplates.p2wsh(Bytes.fromHex("53")));
    List<Said> said = listener.await(it -> isConnected(it, 122));
    assertThat(disconnected(said)).isEqualTo(heights(19, 120).reversed());
    List<ChainBlock> blocks = connected(said);
    assertThat(blocks).extracting(ChainBlock::height).isEqualTo(heights(19, 122));
    for (int i = 1; i < blocks.size(); i++) {
      assertThat(blocks.get(i).previous()).isEqualTo(blocks.get(i - 1).hash());
    }
  }

  @Test
  void blocksMissedWhileDownComeInOrderOnAReorganizedChain() throws Exception {
    backend.mine(5, OPEN_SCRIPT);
    newSource();
    source.start(0, listener);
    List<ChainBlock> before = listener.awaitHeight(5);
    source.close();
    backend.disconnect(3);
    backend.mine(10, ScriptTemplates.p2wsh(Bytes.fromHex("53")));
    newSource();
    RecordingListener later = new RecordingListener();
    // A node asks for the blocks that it remembers once more, to see whether they still stand.
    source.start(1, later);
    List<ChainBlock> after = later.awaitHeight(12);
    assertThat(after).extracting(ChainBlock::height).isEqualTo(heights(2, 12));
    assertThat(after.get(0)).isEqualTo(before.get(1));
    assertThat(after.get(1).previous()).isEqualTo(before.get(1).hash());
    assertThat(after.get(1)).isNotEqualTo(before.get(2));
  }

  @Test
  void doubleSpendThatIsConfirmedIsToldAndTheOtherRefused() throws Exception {
    OutPoint coin = matureCoin();
    Transaction first = spendOpen(coin, REWARD - 10_000);
    Transaction other = spendOpen(coin, REWARD - 20_000);
    assertAccepted(other);
    mineOn();
    assertThat(listener.awaitHeight(102).get(0).transactions().get(1).transaction())
        .isEqualTo(other);
    PublishResult result = publish(first);
    if (backend.isFullNode()) {
      assertThat(result).isInstanceOf(PublishResult.Rejected.class);
    }
    mineOn();
    assertThat(listener.awaitHeight(103).get(0).transactions()).hasSize(1);
  }

  @Test
  void evictedTransactionIsTakenAgain() throws Exception {
    Transaction tx = spendOpen(matureCoin(), REWARD - 10_000);
    assertAccepted(tx);
    assumeTrue(backend.evict(tx.txid()), "nothing is evicted here on demand");
    mineOn();
    assertThat(listener.awaitHeight(102).get(0).transactions()).hasSize(1);
    assertAccepted(tx);
    mineOn();
    assertThat(listener.awaitHeight(103).get(0).transactions()).hasSize(2);
  }

  @Test
  void goesOnWhenTheChainWasAway() throws Exception {
    backend.mine(3, OPEN_SCRIPT);
    newSource();
    source.start(0, listener);
    listener.awaitHeight(3);
    assumeTrue(backend.goAway(), "the embedded chain cannot be away");
    listener.awaitAway();
    assertThat(publish(spendOpen(new OutPoint(new TxId(Bytes.zeros(32)), 0), 1)))
        .isInstanceOf(PublishResult.Unavailable.class);
    backend.disconnect(1);
    backend.mine(30, ScriptTemplates.p2wsh(Bytes.fromHex("53")));
    backend.comeBack();
    List<Said> said = listener.await(it -> isConnected(it, 32));
    assertThat(disconnected(said)).containsExactly(3);
    assertThat(connected(said)).extracting(ChainBlock::height).isEqualTo(heights(3, 32));
  }

  @Test
  void waitsForAChainThatIsAwayAtTheStart() throws Exception {
    backend.mine(3, OPEN_SCRIPT);
    assumeTrue(backend.goAway(), "the embedded chain cannot be away");
    newSource();
    assertThat(source.tipHeight()).isZero();
    source.start(0, listener);
    listener.awaitAway();
    backend.comeBack();
    assertThat(listener.awaitHeight(3)).extracting(ChainBlock::height).isEqualTo(heights(1, 3));
  }

  @Test
  void blocksOfALongAbsenceDoNotPileUp() throws Exception {
    backend.mine(60, OPEN_SCRIPT);
    newSource();
    assumeTrue(backend.goAway(), "the embedded chain holds its blocks in memory anyway");
    backend.comeBack();
    listener.room(10);
    source.start(0, listener);
    assertThat(listener.awaitHeight(10)).hasSize(10);
    assertThat(listener.roomLeft()).isZero();
    listener.room(1_000);
    assertThat(listener.awaitHeight(60)).extracting(ChainBlock::height).isEqualTo(heights(11, 60));
  }
}
