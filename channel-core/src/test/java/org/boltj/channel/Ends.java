package org.boltj.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiry;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Network;
import org.boltj.base.PaymentHash;
import org.boltj.base.TxId;
import org.boltj.codec.WireMessage;
import org.boltj.message.ChannelReady;
import org.boltj.message.ChannelReestablish;
import org.boltj.message.ErrorMessage;
import org.boltj.message.OpenChannel;
import org.boltj.message.RevokeAndAck;
import org.boltj.message.Shutdown;
import org.boltj.message.WarningMessage;
import org.boltj.store.Change;
import org.boltj.store.MemoryStore;
import org.boltj.store.StoreBatch;
import org.boltj.store.StoreException;
import org.boltj.tx.Transaction;
import org.boltj.updates.Commitments;
import org.boltj.updates.Htlc;
import org.boltj.updates.HtlcOrigin;
import org.boltj.updates.PaymentId;
import org.boltj.updates.Update;

/** Carries out acts on one of the two ends of a dialogue: a pure function from end to end. */
final class Ends {
  /** What an act led to. */
  record Step(End end, List<WireMessage> sent) {}

  private final TestPair pair;
  private final TestSide side;
  private final Map<Integer, Goal.Answer> answers;
  private final Map<PaymentHash, Integer> numbers;
  private final Map<TxId, Transaction> confirmed;

  /**
   * @param confirmed the funding transaction, once made; shared by both ends, as the chain is
   */
  Ends(
      TestPair pair,
      TestSide side,
      Map<Integer, Goal.Answer> answers,
      Map<TxId, Transaction> confirmed) {
    this.pair = pair;
    this.side = side;
    this.answers = answers;
    this.numbers = new HashMap<>();
    answers.keySet().forEach(n -> numbers.put(TestPair.hash(TestPair.preimage(n)), n));
    this.confirmed = confirmed;
  }

  // ---- what may happen
  // ------------------------------------------------------------------------

  /** What the end can do now by itself. */
  List<Act> possible(End end, boolean funded) {
    List<Act> acts = new ArrayList<>();
    if (end.data().wantsToSign()) {
      acts.add(new Act.Sign());
    }
    if (end.data().state() instanceof UpdatableState state) {
      state.commitments().undecided().stream()
          .map(add -> new Act.Answer(numbers.get(add.htlc().paymentHash())))
          .forEach(acts::add);
    }
    if (!end.goals().isEmpty() && mayPursue(end, end.goals().get(0), funded)) {
      acts.add(new Act.Pursue());
    }
    return acts;
  }

  private static boolean mayPursue(End end, Goal goal, boolean funded) {
    if (end.state().isEmpty()) {
      return false;
    }
    boolean live = end.data().state() instanceof UpdatableState;
    boolean closing =
        end.data().state() instanceof NegotiatingClose || end.data().state() instanceof Closing;
    return switch (goal) {
      case Goal.Pay pay -> closing || (live && end.data().link() == Link.UP);
      case Goal.Fee fee -> closing || (live && end.data().link() == Link.UP);
      case Goal.Close close -> closing || live;
      case Goal.Depth depth -> funded;
    };
  }

  // ---- what happens
  // ---------------------------------------------------------------------------

  Step apply(End end, Act act) {
    return switch (act) {
      case Act.Deliver deliver -> deliver(end, deliver.message());
      case Act.Sign sign -> run(end, new ChannelEvent.Sign());
      case Act.Answer answer -> run(end, answer(end, answer.number()));
      case Act.Pursue pursue -> pursue(end);
      case Act.Connect connect -> run(end, new ChannelEvent.LinkUp(TestSide.INIT, TestSide.INIT));
      case Act.Cut cut -> broken(run(end, new ChannelEvent.LinkDown()).end());
      case Act.Crash crash -> broken(run(crashed(end), new ChannelEvent.Restored()).end());
    };
  }

  private static End crashed(End end) {
    ChannelData data =
        end.stored()
            .map(ChannelData::restored)
            .orElseGet(() -> new ChannelData(new Gone(), Link.DOWN));
    return with(end, data, end.goals(), end.tail());
  }

  private Step broken(End end) {
    List<Goal> goals = new ArrayList<>();
    end.state().ifPresent(state -> goals.addAll(forgotten(end, state.commitments())));
    goals.addAll(end.goals());
    return new Step(with(end, end.data(), goals, end.tail().cut()), List.of());
  }

  /** Goals that were pursued, of which nothing is left: the layer above tries again. */
  private List<Goal> forgotten(End end, Commitments c) {
    Set<PaymentHash> pending = new HashSet<>();
    Stream.of(c.localCommit().allocation(), c.remoteCommit().allocation())
        .flatMap(allocation -> allocation.htlcs().stream())
        .map(Htlc::paymentHash)
        .forEach(pending::add);
    List<Update> updates = new ArrayList<>(c.localChanges().proposed());
    updates.addAll(c.localChanges().signed());
    updates.addAll(c.localChanges().acked());
    updates.stream()
        .filter(Update.Add.class::isInstance)
        .map(update -> ((Update.Add) update).htlc().paymentHash())
        .forEach(pending::add);
    return allGoals.stream()
        .filter(goal -> !end.goals().contains(goal))
        .filter(
            goal ->
                switch (goal) {
                  case Goal.Pay pay ->
                      !end.outcomes().containsKey(pay.number())
                          && !pending.contains(TestPair.hash(TestPair.preimage(pay.number())));
                  case Goal.Fee fee ->
                      end.data().state() instanceof UpdatableState
                          && !c.latestRemoteCommit().allocation().feerate().equals(fee.feerate());
                  case Goal.Close close -> false;
                  case Goal.Depth depth -> false;
                })
        .toList();
  }

  private List<Goal> allGoals = List.of();

  /** The goals that the end had at first. */
  Ends withGoals(List<Goal> goals) {
    allGoals = goals;
    return this;
  }

  private Step pursue(End end) {
    Goal goal = end.goals().get(0);
    End rest = with(end, end.data(), end.goals().subList(1, end.goals().size()), end.tail());
    return switch (goal) {
      case Goal.Pay pay -> run(rest, add(pay));
      case Goal.Fee fee -> run(rest, new ChannelEvent.UpdateFee(fee.feerate()));
      case Goal.Close close ->
          run(rest, new ChannelEvent.Close(new RequestId(1), Optional.empty(), Optional.empty()));
      case Goal.Depth depth -> blocks(rest, depth.depth());
    };
  }

  private static ChannelEvent add(Goal.Pay pay) {
    return new ChannelEvent.AddHtlc(
        new RequestId(1000 + pay.number()),
        MilliSatoshi.of(pay.msat()),
        TestPair.hash(TestPair.preimage(pay.number())),
        new CltvExpiry(700_200),
        TestPair.ONION,
        Optional.empty(),
        new HtlcOrigin.Local(new PaymentId(Bytes.zeros(32)), pay.number()));
  }

  private Step blocks(End end, int depth) {
    Transaction funding = confirmed.values().iterator().next();
    End at = end;
    List<WireMessage> sent = new ArrayList<>();
    while (at.height() < 700_000 + depth) {
      at = withHeight(at, at.height() + 1);
      if (at.height() == 700_001) {
        Step step = run(at, new ChannelEvent.FundingConfirmed(funding, at.height(), 1));
        sent.addAll(step.sent());
        at = step.end();
      }
      Step step = run(at, new ChannelEvent.NewBlock(at.height()));
      sent.addAll(step.sent());
      at = step.end();
    }
    return new Step(at, sent);
  }

  private ChannelEvent answer(End end, int number) {
    long id =
        ((UpdatableState) end.data().state())
            .commitments().undecided().stream()
                .filter(add -> numbers.get(add.htlc().paymentHash()) == number)
                .findFirst()
                .orElseThrow()
                .htlc()
                .id();
    return switch (answers.get(number)) {
      case FULFILL -> new ChannelEvent.FulfillHtlc(id, TestPair.preimage(number), Optional.empty());
      case FAIL -> new ChannelEvent.FailHtlc(id, Bytes.zeros(292), Optional.empty());
      case FAIL_MALFORMED -> new ChannelEvent.FailMalformedHtlc(id, Bytes.zeros(32), 0xc005);
    };
  }

  private Step deliver(End end, WireMessage message) {
    if (message instanceof OpenChannel open && end.data().state() instanceof Unopened) {
      return run(end, new ChannelEvent.OpenReceived(open, pair.acceptTerms()));
    }
    End knowing =
        message instanceof RevokeAndAck
            ? with(end, end.data(), end.goals(), end.tail().acknowledged())
            : end;
    if (message instanceof ChannelReestablish there
        && end.data().link() == Link.REESTABLISHING
        && !(end.data().state() instanceof Closing)) {
      return reestablished(knowing, there);
    }
    return run(knowing, new ChannelEvent.Received(message));
  }

  /** Checks what is sent again against BOLT 2 and against what was sent at first. */
  private Step reestablished(End end, ChannelReestablish there) {
    Commitments before = end.state().orElseThrow().commitments();
    Step step = run(end, new ChannelEvent.Received(there), false);
    boolean lacksCommit =
        before.nextRemoteCommit().isPresent()
            && there.nextCommitmentNumber() == before.latestRemoteCommit().number();
    boolean lacksRevocation = there.nextRevocationNumber() == before.localCommit().number() - 1;
    Tail tail = end.tail().resent(step.sent(), lacksCommit, lacksRevocation);
    boolean unused = there.nextCommitmentNumber() == 1 && before.localCommit().number() == 0;
    assertThat(step.sent().stream().anyMatch(ChannelReady.class::isInstance))
        .as("channel_ready again exactly as long as the channel is unused")
        .isEqualTo(unused && isReady(step.end()));
    if (end.notes().contains("shutdown")) {
      assertThat(step.sent()).as("shutdown again").anyMatch(Shutdown.class::isInstance);
    }
    return new Step(with(step.end(), step.end().data(), step.end().goals(), tail), step.sent());
  }

  private static boolean isReady(End end) {
    return !(end.data().state() instanceof WaitForFundingConfirmed);
  }

  // ---- effects
  // --------------------------------------------------------------------------------

  private Step run(End end, ChannelEvent event) {
    return run(end, event, true);
  }

  private Step run(End end, ChannelEvent event, boolean first) {
    Transition transition = Channel.step(end.data(), event, context(end));
    Running running = new Running(end, transition.next());
    for (Effect effect : transition.effects()) {
      running.on(effect);
    }
    if (transition.next().state() instanceof PersistentState state && !(state instanceof Closing)) {
      TestPair.assertConserved(state.commitments());
    }
    return running.done(first);
  }

  private Context context(End end) {
    return new Context(
        0,
        end.height(),
        Network.REGTEST.chainHash(),
        side.feerates,
        side.signer,
        side.nodeSigner,
        side.policy,
        Bytes.fromHex(side.name.equals("alice") ? "aa".repeat(32) : "bb".repeat(32)),
        side.sweepScript);
  }

  /** Collects what the effects of one step change. */
  private final class Running {
    private final End before;
    private End end;
    private final ChannelData data;
    private final List<WireMessage> sent = new ArrayList<>();
    private final Map<Integer, String> outcomes;
    private final Map<TxId, Transaction> published;
    private final Set<String> notes;
    private Optional<PersistentState> stored;
    private Optional<Transaction> funding;
    private Optional<Effect.AskFunding> ask = Optional.empty();

    Running(End before, ChannelData data) {
      this.before = before;
      this.end = before;
      this.data = data;
      this.outcomes = new HashMap<>(before.outcomes());
      this.published = new HashMap<>(before.published());
      this.notes = new HashSet<>(before.notes());
      this.stored = before.stored();
      this.funding = before.funding();
    }

    void on(Effect effect) {
      switch (effect) {
        case Effect.Store store -> stored = Optional.of(reread(store.state()));
        case Effect.Forget forget -> stored = Optional.empty();
        case Effect.Send send -> send(send.message());
        case Effect.Publish publish -> publish(publish);
        case Effect.AskFunding asked -> ask = Optional.of(asked);
        case Effect.Reply reply -> reply(reply);
        case Effect.HtlcFulfilled fulfilled -> outcomes.put(part(fulfilled.origin()), "fulfilled");
        case Effect.HtlcFailed failed -> failed(failed);
        case Effect.LocalAnnouncement announced -> notes.add("announced");
        case Effect.Disconnect disconnect -> throw new AssertionError(disconnect);
        case Effect.Notify notify ->
            assertThat(notify.notice())
                .isNotInstanceOfAny(ChannelNotice.Faulted.class, ChannelNotice.FundsAtRisk.class);
        default -> {}
      }
    }

    private void send(WireMessage message) {
      assertThat(message).isNotInstanceOfAny(WarningMessage.class, ErrorMessage.class);
      if (message instanceof Shutdown) {
        notes.add("shutdown");
      }
      sent.add(TestPair.reread(message));
    }

    private void publish(Effect.Publish publish) {
      for (Transaction tx : publish.transactions()) {
        if (confirmed.containsKey(tx.txid())) {
          funding = Optional.of(tx);
        } else {
          assertThat(publish.reason()).isIn("closed in agreement", "not confirmed yet");
          published.put(tx.txid(), tx);
        }
      }
    }

    private void reply(Effect.Reply reply) {
      if (reply.result() instanceof CommandResult.Refused refused
          && reply.requestId().number() >= 1000) {
        assertThat(refused.refusal().toString())
            .containsAnyOf("shutting down", "closing", "not connected");
        outcomes.put((int) reply.requestId().number() - 1000, "refused");
      }
    }

    private void failed(Effect.HtlcFailed failed) {
      if (!(failed.failure() instanceof HtlcFailure.NeverSent)) {
        assertThat(outcomes.put(part(failed.origin()), "failed")).as("failed once").isNull();
      }
    }

    Step done(boolean first) {
      Tail tail = first ? before.tail().sent(sent) : before.tail();
      end =
          new End(
              data,
              stored,
              before.goals(),
              tail,
              outcomes,
              published,
              funding,
              notes,
              before.height());
      if (ask.isEmpty()) {
        return new Step(end, sent);
      }
      Transaction made = new TestChain().fund(ask.get().scriptPubKey(), ask.get().amount());
      confirmed.put(made.txid(), made);
      Step more = run(end, new ChannelEvent.FundingCreatedByWallet(made, 0));
      sent.addAll(more.sent());
      return new Step(more.end(), sent);
    }
  }

  private static int part(HtlcOrigin origin) {
    return ((HtlcOrigin.Local) origin).part();
  }

  /** What the state is after it went through the store. */
  private static PersistentState reread(PersistentState state) {
    try {
      MemoryStore store = new MemoryStore();
      store.write(new StoreBatch(List.of(new Change.PutChannel(state))));
      return store.load().channels().get(0);
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
  }

  /** The end when its channel's last transaction is in a deep block. */
  End buried(End end, Transaction closing) {
    End at = end;
    if (!(at.data().state() instanceof Closed)) {
      at = withHeight(at, at.height() + 1);
      at = run(at, new ChannelEvent.FundingSpent(closing, OptionalInt.of(at.height()))).end();
      for (int i = 0; i < 110; i++) {
        at = withHeight(at, at.height() + 1);
        at = run(at, new ChannelEvent.NewBlock(at.height())).end();
      }
    }
    return at;
  }

  private static End with(End end, ChannelData data, List<Goal> goals, Tail tail) {
    return new End(
        data,
        end.stored(),
        goals,
        tail,
        end.outcomes(),
        end.published(),
        end.funding(),
        end.notes(),
        end.height());
  }

  private static End withHeight(End end, int height) {
    return new End(
        end.data(),
        end.stored(),
        end.goals(),
        end.tail(),
        end.outcomes(),
        end.published(),
        end.funding(),
        end.notes(),
        height);
  }
}
