package org.boltj.examples;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.boltj.base.ChannelId;
import org.boltj.base.Feature;
import org.boltj.base.OutPoint;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.gossip.graph.NetworkGraph;
import org.boltj.node.ChannelInfo;
import org.boltj.node.OpenOptions;
import org.boltj.payment.PaymentFailure;
import org.boltj.store.StoreException;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;
import org.boltj.updates.ChannelPolicy;
import org.boltj.wallet.regtest.RegtestChain;

/**
 * Four nodes and all that a node can do: they open channels, pay over three hops and over two
 * routes at once, fail, close in agreement and by force, and every satoshi is accounted for. The
 * last line of output is JSON; the exit status is 0 or, when something went wrong, 1.
 *
 * <pre>
 *   alice --- bob      alice, bob, carol and dave each open the channel
 *     |        |       to the next one; dave's goes back to alice
 *   dave --- carol
 * </pre>
 */
public final class Demo {
  private static final Duration TIME_LIMIT = Duration.ofSeconds(85);
  private static final Satoshi POCKET_MONEY = Satoshi.of(5_000_000);

  /** BOLT 7: channels are announced when they are that deep in the chain. */
  private static final int ANNOUNCEMENT_DEPTH = 6;

  /** Blocks that the one who closes by force must wait: what the other has asked for. */
  private static final int TO_SELF_DELAY = ChannelPolicy.DEFAULT.toSelfDelay();

  private final Timeline timeline;
  private final Deadline deadline = new Deadline(TIME_LIMIT);
  private final Town town;
  private final RegtestChain chain;
  private final Blocks blocks;
  private final Payments payments;
  private final Party alice;
  private final Party bob;
  private final Party carol;
  private final Party dave;

  private Demo(Town town, Timeline timeline) throws StoreException {
    this.timeline = timeline;
    this.town = town;
    this.chain = town.chain();
    this.blocks = new Blocks(town, deadline, timeline);
    this.payments = new Payments(town, deadline, timeline);
    timeline.chapter("four nodes on a regtest chain in this process");
    this.alice = town.add("alice");
    this.bob = town.add("bob");
    this.carol = town.add("carol");
    this.dave = town.add("dave");
    town.parties().forEach(party -> deadline.follow(party.node()));
  }

  public static void main(String[] args) {
    Timeline timeline = Timeline.onStandardOutput();
    int status = 1;
    String lastLine;
    try {
      lastLine = run(timeline).toJson();
      status = 0;
    } catch (Exception | Error e) { // Whatever it is, the last line is to tell of it.
      if (Town.isExiting()) {
        return; // What failed because the nodes were closed is not worth telling.
      }
      System.getLogger("boltj.demo").log(System.Logger.Level.ERROR, "the demo failed", e);
      lastLine = DemoResult.failure(e);
    }
    timeline.last(lastLine);
    System.exit(status);
  }

  /** Tells the story from its beginning to its end. */
  static DemoResult run(Timeline timeline)
      throws IOException, StoreException, InterruptedException {
    try (Town town = new Town()) {
      return new Demo(town, timeline).story();
    }
  }

  private DemoResult story() throws InterruptedException {
    Ledger ledger = fillWallets();
    connect();
    timeline.chapter("channels");
    ChannelId aliceBob = open(alice, bob, 2_000_000, 0);
    ChannelId bobCarol = open(bob, carol, 2_000_000, 500_000);
    ChannelId carolDave = open(carol, dave, 1_000_000, 400_000);
    ChannelId daveAlice = open(dave, alice, 1_000_000, 0);
    confirm(List.of(aliceBob, bobCarol, carolDave, daveAlice));
    awaitGossip(4);

    timeline.chapter("alice pays dave; dave's channel with her holds nothing that is hers");
    payments.pay(alice, dave, Satoshi.of(50_000), "a used bicycle");

    timeline.chapter("alice tries to pay dave more than carol has in her channel with him");
    refuseAtCarol(payments.fail(alice, dave, Satoshi.of(700_000), "a used car"));

    timeline.chapter("dave pays bob more than any of his channels holds");
    payments.pay(dave, bob, Satoshi.of(1_200_000), "a boat");

    closeInAgreement(bob, bobCarol);
    closeByForce(alice, aliceBob);
    awaitEnd(aliceBob, bobCarol);
    return closeBooks(ledger);
  }

  // ---- the chapters
  // --------------------------------------------------------------------------------

  private Ledger fillWallets() throws InterruptedException {
    List<TxOutput> outputs = new ArrayList<>();
    for (Party party : town.parties()) {
      outputs.add(new TxOutput(POCKET_MONEY, party.wallet().newScriptPubKey()));
      timeline.say("%-5s listens at %s", party, party.address());
    }
    Transaction payout = chain.fund(outputs);
    blocks.mine("confirming the pocket money", 1);
    timeline.say("each wallet holds %s", Amounts.text(POCKET_MONEY));
    List<OutPoint> coins = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      coins.add(payout.outPoint(i));
    }
    return new Ledger(town, coins);
  }

  private void connect() throws InterruptedException {
    timeline.chapter("connections over TCP, encrypted (BOLT 8)");
    connect(alice, bob);
    connect(bob, carol);
    connect(carol, dave);
    connect(dave, alice);
  }

  private void connect(Party from, Party to) throws InterruptedException {
    deadline.await(from + " connects to " + to, from.node().connect(to.address()));
    timeline.say("%s -> %s", from, to);
  }

  private ChannelId open(Party opener, Party peer, long capacitySat, long pushSat)
      throws InterruptedException {
    OpenOptions options =
        OpenOptions.of(peer.nodeId(), Satoshi.of(capacitySat))
            .withPush(Satoshi.of(pushSat).toMilliSatoshi());
    ChannelId channel =
        deadline.await(
            opener + " opens a channel with " + peer, opener.node().openChannel(options));
    timeline.say(
        "%s opens one with %s: %,d sat, %,d of them given at once",
        opener, peer, capacitySat, pushSat);
    return channel;
  }

  private void confirm(List<ChannelId> channels) throws InterruptedException {
    blocks.mine("confirming the funding transactions", ANNOUNCEMENT_DEPTH);
    for (int i = 0; i < channels.size(); i++) {
      Party opener = town.parties().get(i);
      deadline.await(
          opener + "'s channel is ready", opener.node().awaitChannelReady(channels.get(i)));
    }
    for (ChannelInfo channel : alice.openChannels()) {
      DemoFailure.unless(
          channel.channelType().supports(Feature.OPTION_ANCHORS), "no anchors: " + channel);
    }
    timeline.say("all are open, with anchors");
  }

  private void awaitGossip(int channels) throws InterruptedException {
    for (Party party : town.parties()) {
      deadline.await(
          party + " hears of all channels", () -> usableDirections(party) == 2 * channels);
    }
    timeline.say("every node has heard of all %d channels, both ways (BOLT 7)", channels);
  }

  private static int usableDirections(Party party) {
    CompletableFuture<Integer> count = party.node().graph(Demo::usableDirections);
    return count.join();
  }

  private static int usableDirections(NetworkGraph graph) {
    int[] count = new int[1];
    graph.forEachChannel(
        channel -> {
          count[0] += channel.fromNode1().isPresent() ? 1 : 0;
          count[0] += channel.fromNode2().isPresent() ? 1 : 0;
        });
    return count[0];
  }

  private void refuseAtCarol(PaymentFailure failure) {
    PublicKey erring =
        Payments.attempts(failure).stream()
            .flatMap(attempt -> attempt.erringNode().stream())
            .reduce((first, last) -> last)
            .orElseThrow(() -> new DemoFailure("no node has refused: " + failure, null));
    DemoFailure.unless(
        erring.equals(carol.nodeId()), "carol should refuse, not " + town.name(erring));
  }

  private void closeInAgreement(Party party, ChannelId channel) throws InterruptedException {
    OutPoint funding = funding(party, channel);
    timeline.chapter("bob and carol close their channel in agreement");
    deadline.await(party + " closes", party.node().closeChannel(channel));
    Transaction closing = closingTransaction(funding);
    blocks.mine("confirming the closing transaction", ANNOUNCEMENT_DEPTH);
    tellOutputs(closing);
  }

  private void closeByForce(Party party, ChannelId channel) throws InterruptedException {
    OutPoint funding = funding(party, channel);
    timeline.chapter("alice closes her channel with bob by force");
    deadline.await(party + " closes by force", party.node().forceClose(channel));
    Transaction commitment = closingTransaction(funding);
    blocks.mine("waiting for the delay of " + party + "'s own output", TO_SELF_DELAY);
    blocks.mineUntil("the sweep of " + party + "'s output", 20, () -> isSwept(commitment));
    tellOutputs(commitment);
  }

  private OutPoint funding(Party party, ChannelId channel) {
    return party.node().channel(channel).orElseThrow().funding();
  }

  private Transaction closingTransaction(OutPoint funding) throws InterruptedException {
    deadline.await("the closing transaction", () -> chain.spender(funding).isPresent());
    Transaction closing = chain.spender(funding).orElseThrow();
    timeline.say("published: %s", closing.txid());
    return closing;
  }

  private boolean isSwept(Transaction commitment) {
    return IntStream.range(0, commitment.outputs().size())
        .filter(i -> commitment.outputs().get(i).amount().isGreaterThan(Ledger.ANCHOR))
        .allMatch(i -> chain.unspent(commitment.outPoint(i)).isEmpty());
  }

  private void tellOutputs(Transaction closing) {
    for (int i = 0; i < closing.outputs().size(); i++) {
      TxOutput output = closing.outputs().get(i);
      String fate =
          chain
              .spender(closing.outPoint(i))
              .map(sweep -> "swept by " + sweep.txid())
              .orElse(ScriptTemplates.isP2wpkh(output.scriptPubKey()) ? "in a wallet" : "left");
      timeline.detail("%s: %s", Amounts.text(output.amount()), fate);
    }
  }

  /** Nodes forget a channel when its end cannot be undone any more (BOLT 5: 100 blocks). */
  private void awaitEnd(ChannelId aliceBob, ChannelId bobCarol) throws InterruptedException {
    CompletableFuture<?> ends =
        CompletableFuture.allOf(
            alice.node().awaitChannelClosed(aliceBob),
            bob.node().awaitChannelClosed(aliceBob),
            bob.node().awaitChannelClosed(bobCarol),
            carol.node().awaitChannelClosed(bobCarol));
    blocks.mine("burying both ends deep in the chain", ChannelPolicy.DEFAULT.irrevocableDepth());
    blocks.mineUntil("the end of both channels", 20, ends::isDone);
    timeline.say("at block %d the nodes have nothing left to do for them", chain.height());
  }

  private DemoResult closeBooks(Ledger ledger) throws InterruptedException {
    timeline.chapter("the books");
    blocks.mineUntil("an empty mempool", 10, () -> chain.mempool().isEmpty());
    for (Party party : town.parties()) {
      timeline.say(
          "%-5s %,11d sat in the wallet %,11d sat in channels",
          party, party.wallet().confirmedBalance().sat(), party.inChannels().toSatoshi().sat());
    }
    Ledger.Holdings after = ledger.holdings();
    for (Ledger.Owner owner : Ledger.Owner.values()) {
      timeline.say("%,11d sat  %s", after.of(owner).sat(), owner.text());
    }
    timeline.say("%,11d sat  paid to miners", ledger.minerFees().sat());
    timeline.say("%,11d sat  at the beginning", ledger.before().sat());
    ledger.check(after);
    return new DemoResult(
        town.parties().size(),
        payments.paid(),
        payments.failed(),
        payments.hops(),
        payments.parts(),
        payments.feesMsat(),
        ledger.before().sat(),
        after.total().sat(),
        ledger.minerFees().sat());
  }
}
