package org.boltj.sim.invariant;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boltj.base.ChannelId;
import org.boltj.base.OutPoint;
import org.boltj.sim.fault.TrialNode;
import org.boltj.sim.fault.TrialWorld;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;
import org.jspecify.annotations.Nullable;

/** What has become of the money of all channels on the chain, as the chain is now. */
final class Aftermath {
  /** BOLT 3: an anchor holds 330 sat, and nobody need claim it. */
  private static final long ANCHOR_SAT = 330;

  /** What costs more to claim than it holds, at the feerates of a trial (sat). */
  private static final long NOT_WORTH_SAT = 1_500;

  /**
   * An output that holds money of a channel.
   *
   * @param owner whose wallet has it; empty while it is in no wallet
   * @param spender empty while it is unspent
   */
  record Output(
      ChannelId channel,
      OutPoint outPoint,
      TxOutput output,
      Optional<TrialNode> owner,
      Optional<Transaction> spender) {
    long sat() {
      return output.amount().sat();
    }
  }

  private final TrialWorld world;
  private final Forfeits forfeits;
  private final Map<OutPoint, Output> outputs = new LinkedHashMap<>();

  /** Confirmed transactions that spend such outputs, in the order of the chain. */
  private final List<Transaction> transactions = new ArrayList<>();

  private Aftermath(TrialWorld world, Forfeits forfeits) {
    this.world = world;
    this.forfeits = forfeits;
  }

  static Aftermath of(TrialWorld world, Account account) {
    Map<OutPoint, ChannelId> fundings = account.fundings();
    Aftermath aftermath = new Aftermath(world, new Forfeits(world, account));
    for (int height = world.startHeight() + 1; height <= world.height(); height++) {
      for (Transaction tx : world.chain().block(height).transactions()) {
        aftermath.take(tx, fundings);
      }
    }
    return aftermath;
  }

  private void take(Transaction tx, Map<OutPoint, ChannelId> fundings) {
    ChannelId channel = null;
    for (TxInput input : tx.inputs()) {
      Output spent = outputs.get(input.outPoint());
      if (spent != null && spent.owner().isEmpty()) {
        outputs.put(
            input.outPoint(),
            new Output(
                spent.channel(), spent.outPoint(), spent.output(), spent.owner(), Optional.of(tx)));
        channel = spent.channel();
      }
    }
    if (channel != null) {
      transactions.add(tx);
    }
    for (int i = 0; i < tx.outputs().size(); i++) {
      OutPoint outPoint = tx.outPoint(i);
      ChannelId of = fundings.getOrDefault(outPoint, channel);
      if (of != null) {
        TxOutput output = tx.outputs().get(i);
        outputs.put(outPoint, new Output(of, outPoint, output, owner(output), Optional.empty()));
      }
    }
  }

  private Optional<TrialNode> owner(TxOutput output) {
    return world.nodes().stream().filter(node -> node.owns(output.scriptPubKey())).findFirst();
  }

  List<Transaction> transactions() {
    return transactions;
  }

  Map<OutPoint, Output> outputs() {
    return outputs;
  }

  @Nullable Output output(OutPoint outPoint) {
    return outputs.get(outPoint);
  }

  /** In no wallet, unspent, and not forfeited by a liar. */
  List<Output> open() {
    return outputs.values().stream()
        .filter(output -> output.owner().isEmpty() && output.spender().isEmpty())
        .filter(output -> !forfeits.contains(output))
        .toList();
  }

  /** Whether nobody need claim it. */
  static boolean isLetGo(Output output) {
    return output.sat() == ANCHOR_SAT || output.sat() < NOT_WORTH_SAT;
  }

  /** Whether all that is worth it is in wallets. */
  boolean isOver() {
    return open().stream().allMatch(Aftermath::isLetGo);
  }

  /** What is left lying, by channel (sat). */
  Map<ChannelId, Long> leftovers() {
    Map<ChannelId, Long> left = new HashMap<>();
    open().forEach(output -> left.merge(output.channel(), output.sat(), Long::sum));
    return left;
  }
}
