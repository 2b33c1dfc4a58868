package org.boltj.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.boltj.base.ChannelId;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.OutPoint;
import org.boltj.base.TxId;
import org.boltj.onchain.FeeBump;
import org.boltj.onchain.FeeSchedule;
import org.boltj.port.CompletionRequest;
import org.boltj.port.FundsSource;
import org.boltj.port.GivenInput;
import org.boltj.port.InsufficientFundsException;
import org.boltj.port.PublishResult;
import org.boltj.sign.ChannelSigner;
import org.boltj.tx.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Has the wallet pay for transactions of channels that pay too little by themselves (CPFP, and HTLC
 * transactions of option_anchors). What was accepted is given to the chain again with each block,
 * in case a mempool dropped it; it is made anew, with the same coins of the wallet, only when more
 * is to be paid (BIP 125).
 */
final class FeeBumps {
  /** What nobody has asked for during so many blocks is done with. */
  private static final int FORGET_BLOCKS = 12;

  private final Env env;
  private final Broadcaster broadcaster;

  /**
   * What could not be paid or was refused, by the first output; asked for again with each block.
   */
  private final Map<OutPoint, Unpaid> unpaid = new LinkedHashMap<>();

  /** What is out, by the first output that it spends. */
  private final Map<OutPoint, Out> out = new LinkedHashMap<>();

  /** What the wallet or the chain is still working on, and since which height. */
  private final Map<OutPoint, Integer> pending = new HashMap<>();

  /**
   * @param spent the given outputs that it spends
   * @param transactions parents, and the one that pays for them last
   * @param askedAt the height at which it was asked for last
   */
  private record Out(
      Set<OutPoint> spent, List<Transaction> transactions, FeeratePerKw feerate, int askedAt) {
    TxId payer() {
      return transactions.get(transactions.size() - 1).txid();
    }

    Out askedAgain(int height) {
      return new Out(spent, transactions, feerate, height);
    }
  }

  private record Unpaid(Wish wish, int since) {}

  /** What a channel asks for; {@code feerate} is less than the bump's when the wallet is poor. */
  private record Wish(
      ChannelId channelId, ChannelSigner signer, FeeBump bump, FeeratePerKw feerate) {
    OutPoint key() {
      return bump.inputs().get(0).outPoint();
    }

    Wish cheaper() {
      FeeratePerKw half = new FeeratePerKw(feerate.satPerKw() / 2);
      return new Wish(channelId, signer, bump, half);
    }

    String purpose() {
      return switch (bump) {
        case FeeBump.AnchorChild child -> "child that pays for a commitment";
        case FeeBump.HtlcClaims claims -> "HTLC transactions";
      };
    }
  }

  FeeBumps(Env env, Broadcaster broadcaster) {
    this.env = env;
    this.broadcaster = broadcaster;
  }

  /** Completes the transaction and publishes it behind its parents. */
  void bump(ChannelSlot slot, FeeBump bump) {
    Wish wish = new Wish(slot.id(), slot.signer, bump, bump.feerate());
    Out known = out.get(wish.key());
    if (known != null
        && known.spent().equals(spent(bump))
        && !FeeSchedule.replaces(bump.feerate(), known.feerate())) {
      Out again = known.askedAgain(env.blockHeight());
      out.put(wish.key(), again);
      publishAgain(wish.key(), again);
    } else {
      unpaid.remove(wish.key());
      start(wish);
    }
  }

  private void start(Wish wish) {
    if (pending.putIfAbsent(wish.key(), env.blockHeight()) == null) {
      ask(wish);
    }
  }

  private static Set<OutPoint> spent(FeeBump bump) {
    Set<OutPoint> spent = new HashSet<>();
    bump.inputs().forEach(input -> spent.add(input.outPoint()));
    return spent;
  }

  private void ask(Wish wish) {
    FeeBump bump = wish.bump();
    CompletionRequest request =
        new CompletionRequest(
            bump.inputs().stream().map(FeeBumps::given).toList(),
            bump.outputs(),
            bump.locktime(),
            bump.parents().stream().mapToLong(Transaction::weight).sum(),
            bump.parentFee(),
            wish.feerate(),
            (unsigned, spent, index) -> bump.witness(wish.signer(), unsigned, index));
    env.outbox.output(
        () ->
            env.ports
                .funds()
                .complete(request)
                .whenComplete(
                    (payer, failure) -> env.inbox.add(() -> completed(wish, payer, failure))));
  }

  private static GivenInput given(FeeBump.Input input) {
    return new GivenInput(
        input.outPoint(), input.spent(), input.unsigned().sequence(), input.witnessWeight());
  }

  private void completed(Wish wish, @Nullable Transaction payer, @Nullable Throwable failure) {
    if (payer != null) {
      List<Transaction> all = new ArrayList<>(wish.bump().parents());
      all.add(payer);
      broadcaster.publish(all, wish.purpose(), result -> answered(wish, all, result));
      return;
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    Wish cheaper = wish.cheaper();
    if (cause instanceof InsufficientFundsException poor
        && !poor.available().isZero()
        && cheaper.feerate().compareTo(FeeratePerKw.MINIMUM) >= 0) {
      // Better late than never.
      ask(cheaper);
      return;
    }
    if (failed(wish)) {
      env.publish(
          new NodeEvent.FeeNotPaid(
              wish.channelId(),
              wish.purpose(),
              wish.bump().feerate(),
              cause == null ? "no transaction" : String.valueOf(cause.getMessage())));
    }
    // Without it the parents may still confirm by their own fee.
    if (!wish.bump().parents().isEmpty()) {
      broadcaster.publish(wish.bump().parents(), wish.purpose());
    }
  }

  /** Whether it is the first time. */
  private boolean failed(Wish wish) {
    pending.remove(wish.key());
    Wish whole = new Wish(wish.channelId(), wish.signer(), wish.bump(), wish.bump().feerate());
    return unpaid.putIfAbsent(wish.key(), new Unpaid(whole, env.blockHeight())) == null;
  }

  private void answered(Wish wish, List<Transaction> all, PublishResult result) {
    TxId payer = all.get(all.size() - 1).txid();
    FundsSource funds = env.ports.funds();
    broadcaster.tell(all, wish.purpose(), result);
    if (result instanceof PublishResult.Rejected) {
      failed(wish);
      env.outbox.output(() -> funds.rollback(payer));
      return;
    }
    pending.remove(wish.key());
    unpaid.remove(wish.key());
    env.outbox.output(() -> funds.commit(payer));
    out.put(wish.key(), new Out(spent(wish.bump()), all, wish.feerate(), env.blockHeight()));
    env.publish(new NodeEvent.FeePaid(wish.channelId(), wish.purpose(), payer, wish.feerate()));
  }

  /** What is out is given to the chain again; what nobody asks for any more is forgotten. */
  void blockConnected(int height) {
    // A wallet that never answers is asked again.
    pending.values().removeIf(since -> height - since > FORGET_BLOCKS);
    unpaid.values().removeIf(wish -> height - wish.since() > FORGET_BLOCKS);
    List.copyOf(unpaid.values()).forEach(wish -> start(wish.wish()));
    for (OutPoint key : List.copyOf(out.keySet())) {
      Out known = out.get(key);
      if (known == null) {
        continue;
      }
      if (height - known.askedAt() > FORGET_BLOCKS) {
        out.remove(key);
        FundsSource funds = env.ports.funds();
        env.outbox.output(() -> funds.rollback(known.payer()));
      } else if (known.askedAt() < height) {
        publishAgain(key, known);
      }
    }
  }

  private void publishAgain(OutPoint key, Out known) {
    broadcaster.publish(
        known.transactions(),
        "once more",
        result -> {
          // Its output is spent, or a mempool wants more: what is asked for next is made anew.
          if (result instanceof PublishResult.Rejected && out.remove(key, known)) {
            FundsSource funds = env.ports.funds();
            env.outbox.output(() -> funds.rollback(known.payer()));
          }
        });
  }
}
