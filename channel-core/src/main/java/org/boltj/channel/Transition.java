package org.boltj.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.boltj.codec.WireMessage;
import org.boltj.message.CommitmentSigned;
import org.boltj.message.FundingSigned;
import org.boltj.message.RevokeAndAck;

/**
 * What a step leads to.
 *
 * <p>Refuses, as a bug, a message that binds us or a broadcast that stands before the {@link
 * Effect.Store} of the state it depends on.
 *
 * @param next the channel afterwards
 * @param effects what to do, in order
 */
public record Transition(ChannelData next, List<Effect> effects) {
  public Transition {
    effects = List.copyOf(effects);
  }

  /** Nothing happens. */
  static Transition none(ChannelData data) {
    return new Transition(data, List.of());
  }

  static Builder from(ChannelData data) {
    return new Builder(data);
  }

  /** Collects the effects of one step. Used within the step only. */
  static final class Builder {
    private final ChannelData before;
    private ChannelState state;
    private Link link;
    private final List<Effect> effects = new ArrayList<>();
    private boolean stored;
    private UnaryOperator<PersistentState> wrapping = UnaryOperator.identity();

    private Builder(ChannelData data) {
      this.before = data;
      this.state = data.state();
      this.link = data.link();
    }

    ChannelState state() {
      return state;
    }

    Link link() {
      return link;
    }

    Builder become(ChannelState next) {
      state = next;
      return this;
    }

    Builder link(Link next) {
      link = next;
      return this;
    }

    /** States that are stored from now on are wrapped so. */
    Builder wrapping(UnaryOperator<PersistentState> wrapper) {
      wrapping = wrapper;
      return this;
    }

    /** Becomes the state and stores it. */
    Builder store(PersistentState next) {
      PersistentState wrapped = wrapping.apply(next);
      state = wrapped;
      stored = true;
      effects.add(new Effect.Store(wrapped));
      return this;
    }

    Builder send(WireMessage message) {
      if (binds(message)) {
        requireStored(message.getClass().getSimpleName());
      }
      effects.add(new Effect.Send(message));
      return this;
    }

    Builder add(Effect effect) {
      if (effect instanceof Effect.Publish || effect instanceof Effect.PublishWithFee) {
        requireStored("a broadcast");
      }
      effects.add(effect);
      return this;
    }

    Builder addAll(List<? extends Effect> more) {
      more.forEach(this::add);
      return this;
    }

    Transition build() {
      return new Transition(new ChannelData(state, link), effects);
    }

    private void requireStored(String what) {
      if (!stored && !state.equals(before.state())) {
        throw new IllegalStateException(what + " before the state it depends on is stored");
      }
    }

    private static boolean binds(WireMessage message) {
      return message instanceof CommitmentSigned
          || message instanceof RevokeAndAck
          || message instanceof FundingSigned;
    }
  }
}
