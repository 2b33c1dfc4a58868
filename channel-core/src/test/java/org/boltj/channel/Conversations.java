package org.boltj.channel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.boltj.base.TxId;
import org.boltj.codec.WireMessage;
import org.boltj.message.ChannelReady;
import org.boltj.message.ChannelReestablish;
import org.boltj.message.CommitmentSigned;
import org.boltj.message.RevokeAndAck;
import org.boltj.message.Shutdown;
import org.boltj.tx.Transaction;

/**
 * Every way a dialogue can go: any order of deliveries, signatures, answers and goals, with the
 * connection cut at any moment, any number of times, and either end or both restarted. What is in
 * flight at a cut is lost, so that each combination of the last messages of both ends is lost in
 * some way.
 *
 * <p>Conversations that are the same in all values are explored once. As ends do not see each
 * other, each act on an end is stepped once too, whatever the other end is at.
 */
final class Conversations {
  private record Key(int end, boolean alice, Act act) {}

  private record Result(int end, List<Integer> sent) {}

  private final Dialogue dialogue;
  private final Ends endsOfA;
  private final Ends endsOfB;
  private final Interned<End> ends = new Interned<>();
  private final Interned<WireMessage> messages = new Interned<>();
  private final Interned<Conversation> reached = new Interned<>();
  private final Map<Key, Result> steps = new HashMap<>();
  private final List<Integer> parents = new ArrayList<>();
  private final List<String> acts = new ArrayList<>();
  private final List<int[]> onward = new ArrayList<>();
  private final Counts counts = new Counts();

  /** What was found. */
  static final class Counts {
    long conversations;
    long stepped;
    double interleavings;
    long cuts;
    long restarts;
    long ended;

    /** Cuts by the number of messages lost of alice and of bob, at most 9 each. */
    final long[][] lost = new long[10][10];

    /** What was sent again after channel_reestablish. */
    final Map<String, Long> again = new TreeMap<>();

    void add(Counts other) {
      conversations += other.conversations;
      stepped += other.stepped;
      interleavings += other.interleavings;
      cuts += other.cuts;
      restarts += other.restarts;
      ended += other.ended;
      for (int a = 0; a < 10; a++) {
        for (int b = 0; b < 10; b++) {
          lost[a][b] += other.lost[a][b];
        }
      }
      other.again.forEach((what, n) -> again.merge(what, n, Long::sum));
    }
  }

  Conversations(Dialogue dialogue) {
    this.dialogue = dialogue;
    TestPair pair = dialogue.start().get();
    Map<Integer, Goal.Answer> answers = new HashMap<>();
    for (List<Goal> goals : List.of(dialogue.goalsOfA(), dialogue.goalsOfB())) {
      for (Goal goal : goals) {
        if (goal instanceof Goal.Pay pay) {
          answers.put(pay.number(), pay.answer());
        }
      }
    }
    Map<TxId, Transaction> confirmed = new HashMap<>();
    endsOfA = new Ends(pair, pair.a, answers, confirmed).withGoals(dialogue.goalsOfA());
    endsOfB = new Ends(pair, pair.b, answers, confirmed).withGoals(dialogue.goalsOfB());
    reach(
        new Conversation(
            ends.number(End.of(pair.a, dialogue.goalsOfA())),
            ends.number(End.of(pair.b, dialogue.goalsOfB())),
            pair.a.outbox.stream().map(messages::number).toList(),
            List.of(),
            true),
        0,
        "start");
  }

  /**
   * Explores all.
   *
   * @param outcome checks a conversation in which nothing is left to do
   */
  Counts explore(Outcome outcome) {
    for (int at = 0; at < reached.size(); at++) {
      try {
        expand(at);
        if (onward.get(at).length == 0) {
          Conversation end = reached.value(at);
          outcome.check(endsOfA, ends.value(end.a()), endsOfB, ends.value(end.b()));
          counts.ended++;
        }
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(dialogue + "\n" + trace(at) + e.getMessage(), e);
      }
    }
    counts.conversations = reached.size();
    counts.stepped = steps.size();
    counts.interleavings = interleavings();
    return counts;
  }

  /** Checks how a dialogue ended. */
  interface Outcome {
    void check(Ends endsOfA, End a, Ends endsOfB, End b);
  }

  // ---- what may follow
  // ------------------------------------------------------------------------

  private void expand(int at) {
    Conversation c = reached.value(at);
    List<Integer> next = new ArrayList<>();
    if (!c.connected()) {
      next.add(both(at, new Act.Connect(), new Act.Connect(), true));
    }
    if (!c.fromA().isEmpty()) {
      next.add(deliver(at, true));
    }
    if (!c.fromB().isEmpty()) {
      next.add(deliver(at, false));
    }
    boolean funded = ends.value(c.a()).funding().isPresent();
    for (Act act : endsOfA.possible(ends.value(c.a()), funded)) {
      next.add(alone(at, act, true));
    }
    for (Act act : endsOfB.possible(ends.value(c.b()), funded)) {
      next.add(alone(at, act, false));
    }
    if (c.connected()) {
      cut(at);
      boolean over = next.isEmpty();
      onward.add(over ? new int[0] : array(next));
    } else {
      boolean over = next.size() == 1 && isIdle(next.get(0));
      onward.add(over ? new int[0] : array(next));
    }
  }

  /** Whether nothing is said after a connection: both ends are past talking. */
  private boolean isIdle(int at) {
    return reached.value(at).fromA().isEmpty() && reached.value(at).fromB().isEmpty();
  }

  private static int[] array(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  private void cut(int at) {
    Conversation c = reached.value(at);
    counts.lost[Math.min(9, c.fromA().size())][Math.min(9, c.fromB().size())]++;
    for (Act a : List.of(new Act.Cut(), new Act.Crash())) {
      for (Act b : List.of(new Act.Cut(), new Act.Crash())) {
        both(at, a, b, false);
        counts.cuts++;
        if (a instanceof Act.Crash || b instanceof Act.Crash) {
          counts.restarts++;
        }
      }
    }
  }

  private int both(int at, Act actOfA, Act actOfB, boolean connected) {
    Conversation c = reached.value(at);
    Result a = step(c.a(), actOfA, true);
    Result b = step(c.b(), actOfB, false);
    return reach(
        new Conversation(a.end(), b.end(), a.sent(), b.sent(), connected),
        at,
        actOfA
            + " by alice, "
            + actOfB
            + " by bob, losing "
            + c.fromA().size()
            + " and "
            + c.fromB().size());
  }

  private int deliver(int at, boolean fromAlice) {
    Conversation c = reached.value(at);
    List<Integer> inFlight = fromAlice ? c.fromA() : c.fromB();
    WireMessage message = messages.value(inFlight.get(0));
    Result result = step(fromAlice ? c.b() : c.a(), new Act.Deliver(message), !fromAlice);
    if (message instanceof ChannelReestablish) {
      count(result.sent());
    }
    List<Integer> rest = inFlight.subList(1, inFlight.size());
    return reach(
        fromAlice
            ? new Conversation(c.a(), result.end(), rest, joined(c.fromB(), result.sent()), true)
            : new Conversation(result.end(), c.b(), joined(c.fromA(), result.sent()), rest, true),
        at,
        (fromAlice ? "bob" : "alice") + " takes " + message.getClass().getSimpleName());
  }

  private int alone(int at, Act act, boolean alice) {
    Conversation c = reached.value(at);
    Result result = step(alice ? c.a() : c.b(), act, alice);
    return reach(
        alice
            ? new Conversation(
                result.end(), c.b(), joined(c.fromA(), result.sent()), c.fromB(), c.connected())
            : new Conversation(
                c.a(), result.end(), c.fromA(), joined(c.fromB(), result.sent()), c.connected()),
        at,
        (alice ? "alice: " : "bob: ") + act);
  }

  private static List<Integer> joined(List<Integer> first, List<Integer> second) {
    List<Integer> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private Result step(int end, Act act, boolean alice) {
    Key key = new Key(end, alice, act);
    Result known = steps.get(key);
    if (known == null) {
      Ends.Step step = (alice ? endsOfA : endsOfB).apply(ends.value(end), act);
      known =
          new Result(ends.number(step.end()), step.sent().stream().map(messages::number).toList());
      steps.put(key, known);
    }
    return known;
  }

  private int reach(Conversation conversation, int from, String act) {
    int before = reached.size();
    int number = reached.number(conversation);
    if (number == before) {
      parents.add(from);
      acts.add(act);
    }
    return number;
  }

  // ---- counting
  // -------------------------------------------------------------------------------

  private void count(List<Integer> sent) {
    List<String> parts = new ArrayList<>();
    for (int number : sent) {
      WireMessage message = messages.value(number);
      if (message instanceof CommitmentSigned
          || message instanceof RevokeAndAck
          || message instanceof ChannelReady
          || message instanceof Shutdown) {
        parts.add(message.getClass().getSimpleName());
      }
    }
    counts.again.merge(parts.isEmpty() ? "nothing" : String.join(" + ", parts), 1L, Long::sum);
  }

  /**
   * The number of ways in which the dialogue goes without a cut; at the same time a proof that,
   * once the connection holds, all ways come to an end.
   */
  private double interleavings() {
    double[] ways = new double[reached.size()];
    byte[] color = new byte[reached.size()];
    for (int start = 0; start < ways.length; start++) {
      if (color[start] == 0) {
        walk(start, ways, color);
      }
    }
    return ways[0];
  }

  private void walk(int start, double[] ways, byte[] color) {
    Deque<Integer> path = new ArrayDeque<>(List.of(start));
    while (!path.isEmpty()) {
      int at = path.getLast();
      if (color[at] == 0) {
        color[at] = 1;
        for (int next : onward.get(at)) {
          if (color[next] == 1) {
            throw new AssertionError(dialogue + " goes in circles\n" + trace(next));
          }
          if (color[next] == 0) {
            path.addLast(next);
          }
        }
      } else {
        path.removeLast();
        if (color[at] == 1) {
          color[at] = 2;
          ways[at] = onward.get(at).length == 0 ? 1 : 0;
          for (int next : onward.get(at)) {
            ways[at] += ways[next];
          }
        }
      }
    }
  }

  /** The shortest way to a conversation. */
  private String trace(int at) {
    Deque<String> lines = new ArrayDeque<>();
    for (int i = at; i != 0; i = parents.get(i)) {
      lines.addFirst("  " + acts.get(i) + "\n");
    }
    Conversation c = reached.value(at);
    lines.addLast(
        "alice is "
            + ends.value(c.a()).data().state().getClass().getSimpleName()
            + ", bob is "
            + ends.value(c.b()).data().state().getClass().getSimpleName()
            + "\n");
    return String.join("", lines);
  }
}
