package org.boltj.channel;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.message.ChannelReestablish;
import org.boltj.message.MyCurrentFundingLocked;
import org.boltj.message.Shutdown;
import org.boltj.message.TxAbort;
import org.boltj.updates.CommitRules;
import org.boltj.updates.Commitments;
import org.boltj.updates.NextRemoteCommit;
import org.boltj.updates.PeerFault;
import org.boltj.updates.Update;

/** Getting in step again after a reconnection (BOLT 2, "Message Retransmission"). */
final class ReestablishSteps {
  private static final PrivateKey ZEROS = new PrivateKey(Bytes.zeros(32));

  private ReestablishSteps() {}

  /** Connected again: tells the peer what we have. */
  static Transition.Builder onLinkUp(Transition.Builder next, PersistentState state, Context ctx) {
    if (next.link() != Link.DOWN) {
      // The host noticed a new connection before it noticed the end of the old one.
      onLinkDown(next, state);
    }
    PersistentState rewound = (PersistentState) next.state();
    return next.link(Link.REESTABLISHING).send(channelReestablish(rewound.commitments(), ctx));
  }

  static ChannelReestablish channelReestablish(Commitments c, Context ctx) {
    long revocations = c.remoteCommit().number();
    PrivateKey last =
        revocations == 0
            ? ZEROS
            : c.remoteSecrets().lookupForCommitment(revocations - 1).orElseThrow();
    return new ChannelReestablish(
        c.channelId(),
        c.localCommit().number() + 1,
        revocations,
        last,
        ctx.signer().perCommitmentPoint(c.localCommit().number()),
        Optional.empty(),
        Optional.empty());
  }

  /** The connection is gone, or was before a restart: unsigned updates are forgotten. */
  static Transition.Builder onLinkDown(Transition.Builder next, PersistentState state) {
    next.link(Link.DOWN);
    if (!(state instanceof UpdatableState updatable)) {
      return state instanceof NegotiatingClose negotiating
          ? next.become(
              negotiating.withDialogue(
                  Optional.empty(), Optional.empty(), negotiating.signedByPeer()))
          : next;
    }
    UpdatableState after = updatable.withCommitments(FailSteps.withoutUnsigned(next, state));
    return next.become(after instanceof Normal normal ? normal.withAnnouncementSent(false) : after);
  }

  /** What the peer has decides what we send again. */
  static Transition.Builder onMessage(
      Transition.Builder next, PersistentState state, ChannelReestablish message, Context ctx) {
    Commitments c = state.commitments();
    if (provesLoss(c, message, ctx)) {
      return LossSteps.lose(next.link(Link.UP), state);
    }
    Optional<String> wrong = mismatch(c, message, ctx).or(() -> tooLate(state, message));
    if (wrong.isPresent()) {
      return FailSteps.fault(
          next, new PeerFault.FailChannel("channel_reestablish: " + wrong.get()), ctx);
    }
    next.link(Link.UP);
    resendReady(next, state, message, ctx);
    resend(next, c, lacksRevocation(c, message), lacksCommit(c, message), ctx);
    if (message.nextFunding().isPresent()) {
      next.send(TxAbort.of(state.channelId(), "next_funding names no transaction of ours"));
    }
    goOn(next, ctx);
    return asksForAnnouncement(c, message) ? AnnouncementSteps.onAsked(next, ctx) : next;
  }

  /** Whether the peer has a secret of ours that we do not know to have sent: our state is old. */
  static boolean provesLoss(Commitments c, ChannelReestablish message, Context ctx) {
    return message.nextRevocationNumber() > c.localCommit().number()
        && message.nextRevocationNumber() < 1L << 48
        && provesRevocation(message, ctx);
  }

  /** How the peer's numbers contradict ours, if they do. */
  static Optional<String> mismatch(Commitments c, ChannelReestablish message, Context ctx) {
    long next = message.nextRevocationNumber();
    long sent = c.localCommit().number();
    long latest = c.latestRemoteCommit().number();
    if (message.nextCommitmentNumber() == 0) {
      return Optional.of("next_commitment_number is 0: the peer has lost the channel");
    }
    if (next > sent) {
      return Optional.of("next_revocation_number is too large and not proven");
    }
    if (next != sent && !lacksRevocation(c, message)) {
      return Optional.of("next_revocation_number " + next + " instead of " + sent);
    }
    if (!provesRevocation(message, ctx)) {
      return Optional.of("your_last_per_commitment_secret is not ours");
    }
    if (message.nextCommitmentNumber() != latest + 1 && !lacksCommit(c, message)) {
      return Optional.of(
          "next_commitment_number "
              + message.nextCommitmentNumber()
              + " instead of "
              + (latest + 1));
    }
    return Optional.empty();
  }

  /** revoke_and_ack cannot be missing where closing_signed was received. */
  private static Optional<String> tooLate(PersistentState state, ChannelReestablish message) {
    boolean agreed =
        state instanceof NegotiatingClose closing && closing.signedByPeer().isPresent();
    return agreed && lacksRevocation(state.commitments(), message)
        ? Optional.of("revoke_and_ack is missing after closing_signed")
        : Optional.empty();
  }

  private static boolean lacksRevocation(Commitments c, ChannelReestablish message) {
    return c.localCommit().number() > 0
        && message.nextRevocationNumber() == c.localCommit().number() - 1;
  }

  private static boolean lacksCommit(Commitments c, ChannelReestablish message) {
    return c.nextRemoteCommit().isPresent()
        && message.nextCommitmentNumber() == c.latestRemoteCommit().number();
  }

  /** Whether the peer asks for announcement_signatures by my_current_funding_locked. */
  private static boolean asksForAnnouncement(Commitments c, ChannelReestablish message) {
    return message
        .myCurrentFundingLocked()
        .filter(MyCurrentFundingLocked::wantsAnnouncementSignatures)
        .filter(l -> l.myCurrentFundingLockedTxid().equals(c.params().funding().txid()))
        .isPresent();
  }

  /** Whether the peer knows the last secret that it says it has; zeros stand for none. */
  private static boolean provesRevocation(ChannelReestablish message, Context ctx) {
    long received = message.nextRevocationNumber();
    PrivateKey expected = received == 0 ? ZEROS : ctx.signer().releaseSecret(received - 1);
    return expected.value().equalsConstantTime(message.yourLastPerCommitmentSecret().value());
  }

  private static void resendReady(
      Transition.Builder next, PersistentState state, ChannelReestablish message, Context ctx) {
    boolean untouched =
        message.nextCommitmentNumber() == 1 && state.commitments().localCommit().number() == 0;
    if (untouched && hasSentReady(state, ctx)) {
      FundingStatus funding = ConfirmationSteps.fundingOf(state).orElseThrow();
      next.send(ConfirmationSteps.channelReady(state.commitments(), funding, ctx));
    }
  }

  private static boolean hasSentReady(PersistentState state, Context ctx) {
    return switch (state) {
      case WaitForFundingConfirmed s -> false;
      case WaitForChannelReady s -> true;
      case Normal s -> true;
      case ShuttingDown s -> isDeep(s.funding(), ctx);
      case NegotiatingClose s -> isDeep(s.funding(), ctx);
      case Closing s -> false;
      case Closed s -> false;
      case DataLoss s -> false;
      case Unproven s -> false;
      case Frozen s -> false;
    };
  }

  /** The peer may have closed before channel_ready was due. */
  private static boolean isDeep(FundingStatus funding, Context ctx) {
    return funding.depth(ctx.blockHeight()) >= funding.minimumDepth();
  }

  /** Sends revoke_and_ack and commitment_signed again, in the order in which they went first. */
  private static void resend(
      Transition.Builder next,
      Commitments c,
      boolean lacksRevocation,
      boolean lacksCommit,
      Context ctx) {
    boolean commitFirst =
        c.nextRemoteCommit()
            .map(NextRemoteCommit::sentAfterLocalCommit)
            .filter(number -> number < c.localCommit().number())
            .isPresent();
    if (lacksRevocation && !(lacksCommit && commitFirst)) {
      next.send(CommitRules.revocation(c, ctx.signer()));
    }
    if (lacksCommit) {
      for (Update update : c.localChanges().signed()) {
        next.send(update.toMessage(c.channelId()));
      }
      next.send(CommitRules.resend(c, ctx.signer()));
    }
    if (lacksRevocation && lacksCommit && commitFirst) {
      next.send(CommitRules.revocation(c, ctx.signer()));
    }
    for (Update update : c.localChanges().proposed()) {
      next.send(update.toMessage(c.channelId()));
    }
  }

  /** What each state sends after a reconnection. */
  private static Transition.Builder goOn(Transition.Builder next, Context ctx) {
    PersistentState state = (PersistentState) next.state();
    return switch (state) {
      case WaitForFundingConfirmed s -> ConfirmationSteps.advance(next, ctx);
      case WaitForChannelReady s -> next;
      case Normal s -> {
        next.add(new Effect.ChannelUpdateNeeded(s.channelId(), s.remoteNodeId()));
        AnnouncementSteps.advance(next, ctx);
        if (s.shutdownSent()) {
          yield next.send(new Shutdown(s.channelId(), s.localShutdown().orElseThrow()));
        }
        yield ShutdownSteps.advance(next, ctx);
      }
      case ShuttingDown s -> {
        next.send(new Shutdown(s.channelId(), s.localScript()));
        // What was forgotten with the connection may have been the last thing in the way.
        yield CloseSteps.beginIfQuiet(next, ctx);
      }
      case NegotiatingClose s -> next.send(new Shutdown(s.channelId(), s.localScript()));
      case Closing s -> next;
      case Closed s -> next;
      case DataLoss s -> next;
      case Unproven s -> next;
      case Frozen s -> next;
    };
  }
}
