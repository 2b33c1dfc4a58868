package org.boltj.examples;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.node.ChannelInfo;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;
import org.boltj.wallet.regtest.RegtestChain;

/**
 * The books of a town, kept from the blocks of its chain: what its first coins have become, and
 * what miners were paid. What wallets say is compared with that.
 */
final class Ledger {
  /** BOLT 3: the value of an anchor. */
  static final Satoshi ANCHOR = Satoshi.of(330);

  private final Town town;
  private final RegtestChain chain;
  private final List<OutPoint> firstCoins;
  private final int firstHeight;
  private final Satoshi before;

  /** Opens the books when the first coins have just been confirmed, in the tip. */
  Ledger(Town town, List<OutPoint> firstCoins) {
    this.town = town;
    this.chain = town.chain();
    this.firstCoins = List.copyOf(firstCoins);
    this.firstHeight = chain.height();
    this.before = holdings().total();
  }

  /** Who can spend a coin. */
  enum Owner {
    /** Its script is one of a wallet. */
    WALLET("in wallets"),
    /** It is the funding output of an open channel. */
    OPEN_CHANNEL("in open channels"),
    /** A closed channel has left it behind; spending it costs more than it is worth. */
    ANCHOR("left behind as anchors"),
    /** Nobody that we know of: something is wrong. */
    NOBODY("without an owner");

    private final String text;

    Owner(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /** The town's unspent coins, in sat by owner. */
  record Holdings(Map<Owner, Satoshi> coins) {
    Satoshi of(Owner owner) {
      return coins.getOrDefault(owner, Satoshi.ZERO);
    }

    Satoshi total() {
      return coins.values().stream().reduce(Satoshi.ZERO, Satoshi::plus);
    }
  }

  /** What the town had when the books were opened. */
  Satoshi before() {
    return before;
  }

  /** What it has now. */
  Holdings holdings() {
    Set<OutPoint> channels = openChannels();
    Map<Owner, Satoshi> coins = new EnumMap<>(Owner.class);
    for (OutPoint outPoint : outputs()) {
      chain
          .unspent(outPoint)
          .ifPresent(
              coin -> coins.merge(owner(outPoint, coin, channels), coin.amount(), Satoshi::plus));
    }
    return new Holdings(coins);
  }

  /** What miners were paid: the inputs minus the outputs of each transaction in the blocks. */
  Satoshi minerFees() {
    return transactions().stream()
        .map(tx -> spentBy(tx).minus(sum(tx.outputs())))
        .reduce(Satoshi.ZERO, Satoshi::plus);
  }

  /** Stops the demo unless all adds up. */
  void check(Holdings after) {
    Satoshi fees = minerFees();
    DemoFailure.unless(
        before.equals(after.total().plus(fees)),
        "the books do not balance: " + before + " before, " + after + " and fees " + fees);
    DemoFailure.unless(after.of(Owner.NOBODY).isZero(), "coins without an owner: " + after);
    Satoshi wallets =
        town.parties().stream()
            .map(party -> party.wallet().confirmedBalance())
            .reduce(Satoshi.ZERO, Satoshi::plus);
    DemoFailure.unless(
        wallets.equals(after.of(Owner.WALLET)),
        "wallets say " + wallets + ", the chain says " + after.of(Owner.WALLET));
  }

  private static Owner owner(OutPoint outPoint, TxOutput coin, Set<OutPoint> channels) {
    if (ScriptTemplates.isP2wpkh(coin.scriptPubKey())) {
      return Owner.WALLET;
    }
    if (channels.contains(outPoint)) {
      return Owner.OPEN_CHANNEL;
    }
    return coin.amount().equals(ANCHOR) ? Owner.ANCHOR : Owner.NOBODY;
  }

  private Set<OutPoint> openChannels() {
    Set<OutPoint> funding = new HashSet<>();
    for (Party party : town.parties()) {
      party.openChannels().stream().map(ChannelInfo::funding).forEach(funding::add);
    }
    return funding;
  }

  /** The first coins and all that transactions have made since, spent or not. */
  private List<OutPoint> outputs() {
    List<OutPoint> outputs = new ArrayList<>(firstCoins);
    for (Transaction tx : transactions()) {
      for (int i = 0; i < tx.outputs().size(); i++) {
        outputs.add(tx.outPoint(i));
      }
    }
    return outputs;
  }

  /** All since the books were opened but the coinbases: only the town uses this chain. */
  private List<Transaction> transactions() {
    List<Transaction> found = new ArrayList<>();
    for (int height = firstHeight + 1; height <= chain.height(); height++) {
      List<Transaction> block = chain.block(height).transactions();
      found.addAll(block.subList(1, block.size()));
    }
    return found;
  }

  private Satoshi spentBy(Transaction tx) {
    Satoshi spent = Satoshi.ZERO;
    for (TxInput input : tx.inputs()) {
      Transaction source = chain.transaction(input.outPoint().txid()).orElseThrow();
      spent = spent.plus(source.outputs().get((int) input.outPoint().index()).amount());
    }
    return spent;
  }

  private static Satoshi sum(List<TxOutput> outputs) {
    return outputs.stream().map(TxOutput::amount).reduce(Satoshi.ZERO, Satoshi::plus);
  }
}
