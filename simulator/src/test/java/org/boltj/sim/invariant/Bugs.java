package org.boltj.sim.invariant;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.boltj.base.Satoshi;
import org.boltj.channel.ChannelEvent;
import org.boltj.updates.Htlc;
import org.boltj.updates.IncomingHtlc;
import org.boltj.updates.Update;

/** Bugs that would cost money. Their code is copied into the methods that they break. */
public final class Bugs {
  private static final Map<Object, Map<Object, Object>> HELD = new WeakHashMap<>();

  private Bugs() {}

  /** Writes what the round before has changed, and sends what this one says. */
  public static final class SendBeforeStore {
    private SendBeforeStore() {}

    @Advice.OnMethodEnter
    static void enter(
        @Advice.This Object outbox, @Advice.FieldValue("changes") Map<Object, Object> changes) {
      Bugs.hold(outbox, changes);
    }
  }

  /** Puts the changes that were held back in the place of these. */
  public static void hold(Object outbox, Map<Object, Object> changes) {
    Map<Object, Object> now = new LinkedHashMap<>(changes);
    changes.clear();
    Map<Object, Object> before = HELD.put(outbox, now);
    if (before != null) {
      changes.putAll(before);
    }
  }

  /** Forgets one of the outputs of a revoked commitment. */
  public static final class SkipPenaltyOutput {
    private SkipPenaltyOutput() {}

    @Advice.OnMethodExit
    static void exit(
        @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object claims) {
      claims = Bugs.withoutFirst((List<?>) claims);
    }
  }

  /** The list without its first element. */
  public static List<Object> withoutFirst(List<?> list) {
    List<Object> rest = new ArrayList<>(list);
    if (!rest.isEmpty()) {
      rest.remove(0);
    }
    return rest;
  }

  /** Does nothing instead. */
  public static final class Nothing {
    private Nothing() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter() {
      return true;
    }
  }

  /** Channels are not told of blocks that are gone. */
  public static final class ReorgIsNotTold {
    private ReorgIsNotTold() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(@Advice.Argument(1) ChannelEvent event) {
      return event instanceof ChannelEvent.BlockDisconnected;
    }
  }

  /** Finds nothing that is overdue. */
  public static final class NothingIsOverdue {
    private NothingIsOverdue() {}

    @Advice.OnMethodExit
    @SuppressWarnings("UnusedVariable") // What is assigned here is what the method returns.
    static void exit(
        @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object reason) {
      reason = Optional.empty();
    }
  }

  /** The side that did not open the channel pays for the commitments. */
  public static final class WrongFeeSide {
    private WrongFeeSide() {}

    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(value = 0, readOnly = false) Satoshi amount) {
      amount = amount.minusOrZero(Satoshi.of(500));
    }
  }

  /** The commitment after the revoked one has the same secret. */
  public static final class ReuseOfASecret {
    private ReuseOfASecret() {}

    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(value = 0, readOnly = false) long number) {
      number = number - number % 2;
    }
  }

  /** Credits a fulfilled HTLC twice. */
  public static final class DoubleCredit {
    private DoubleCredit() {}

    @Advice.OnMethodExit
    static void exit(
        @Advice.Argument(0) List<Htlc> base,
        @Advice.Argument(1) Map<Long, Update.Settle> local,
        @Advice.FieldValue(value = "toLocal", readOnly = false) long toLocal) {
      toLocal += Bugs.fulfilled(base, local);
    }
  }

  /** What is fulfilled of these (msat). */
  public static long fulfilled(List<Htlc> base, Map<Long, Update.Settle> local) {
    return base.stream()
        .filter(IncomingHtlc.class::isInstance)
        .filter(htlc -> local.get(htlc.id()) instanceof Update.Fulfill)
        .mapToLong(htlc -> htlc.amount().msat())
        .sum();
  }
}
