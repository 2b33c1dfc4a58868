package org.boltj.channel;

import java.util.Optional;
import org.boltj.base.Features;
import org.boltj.base.PublicKey;
import org.boltj.crypto.Secp256k1;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.message.AnnouncementSignatures;
import org.boltj.updates.ChannelParams;
import org.boltj.updates.PeerFault;

/** The announcement of a public channel (BOLT 7, "The announcement_signatures Message"). */
final class AnnouncementSteps {
  /** BOLT 7: the funding transaction must be this deep. */
  static final int DEPTH = 6;

  private AnnouncementSteps() {}

  /** Sends our half when it is due, and announces the channel when the other half is there. */
  static Transition.Builder advance(Transition.Builder next, Context ctx) {
    if (!(next.state() instanceof Normal normal) || normal.announced() || !isDue(normal, ctx)) {
      return next;
    }
    return complete(next, sendOnce(next, normal, ctx), ctx);
  }

  /** Sends our half, unless it went out on this connection. */
  private static Normal sendOnce(Transition.Builder next, Normal normal, Context ctx) {
    if (next.link() != Link.UP || normal.announcementSent()) {
      return normal;
    }
    Normal sent = normal.withAnnouncementSent(true);
    next.become(sent).send(ours(normal, ctx));
    return sent;
  }

  /** The peer asks for our half at a reconnection. */
  static Transition.Builder onAsked(Transition.Builder next, Context ctx) {
    if (next.state() instanceof Normal normal && isDue(normal, ctx)) {
      sendOnce(next, normal, ctx);
    }
    return next;
  }

  /** Takes the peer's half. */
  static Transition.Builder onMessage(
      Transition.Builder next, AnnouncementSignatures message, Context ctx) {
    if (!(next.state() instanceof Normal normal) || !normal.params().announceChannel()) {
      return next;
    }
    if (normal.announced()) {
      // The peer sends its half after a reconnection when it lacks ours.
      return onAsked(next, ctx);
    }
    Normal taken = normal.withAnnouncement(Optional.of(message), false);
    next.store(taken);
    return isDue(taken, ctx) ? complete(next, taken, ctx) : next;
  }

  private static Transition.Builder complete(Transition.Builder next, Normal normal, Context ctx) {
    if (normal.remoteAnnouncement().isEmpty()) {
      return next;
    }
    AnnouncementSignatures remote = normal.remoteAnnouncement().get();
    ChannelParams params = normal.params();
    ChannelAnnouncement unsigned = unsigned(normal, ctx);
    Secp256k1 curve = Secp256k1.get();
    boolean valid =
        remote.shortChannelId().equals(unsigned.shortChannelId())
            && curve.verify(remote.nodeSignature(), unsigned.signedHash(), params.remoteNodeId())
            && curve.verify(
                remote.bitcoinSignature(),
                unsigned.signedHash(),
                params.remoteBasepoints().fundingPubkey());
    if (!valid) {
      next.store(normal.withAnnouncement(Optional.empty(), false));
      return FailSteps.fault(
          next, new PeerFault.Disconnect("announcement_signatures are not valid"), ctx);
    }
    ChannelAnnouncement announcement =
        unsigned
            .withSignatures(
                params.remoteNodeId(), remote.nodeSignature(), remote.bitcoinSignature())
            .sign(
                params.localNodeId(), ctx.nodeSigner()::signGossip, ctx.signer()::signAnnouncement);
    return next.store(normal.withAnnouncement(Optional.of(remote), true))
        .add(new Effect.LocalAnnouncement(announcement));
  }

  private static boolean isDue(Normal normal, Context ctx) {
    return normal.params().announceChannel()
        && normal.localShutdown().isEmpty()
        && normal.remoteShutdown().isEmpty()
        && normal.funding().depth(ctx.blockHeight()) >= DEPTH;
  }

  private static AnnouncementSignatures ours(Normal normal, Context ctx) {
    ChannelAnnouncement unsigned = unsigned(normal, ctx);
    return new AnnouncementSignatures(
        normal.channelId(),
        unsigned.shortChannelId(),
        ctx.nodeSigner().signGossip(unsigned.signedHash()),
        ctx.signer().signAnnouncement(unsigned.signedHash()));
  }

  private static ChannelAnnouncement unsigned(Normal normal, Context ctx) {
    ChannelParams params = normal.params();
    PublicKey local = params.localNodeId();
    return ChannelAnnouncement.unsigned(
        Features.EMPTY,
        ctx.chainHash(),
        normal.funding().confirmation().orElseThrow().shortChannelId(),
        local,
        params.localBasepoints().fundingPubkey(),
        params.remoteNodeId(),
        params.remoteBasepoints().fundingPubkey());
  }
}
