package org.boltj.updates;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.commitment.CommitmentSignatures;
import org.boltj.commitment.CommitmentTx;
import org.boltj.commitment.SignatureFault;
import org.boltj.crypto.Secp256k1;
import org.boltj.keys.ReceivedSecrets;
import org.boltj.message.CommitmentSigned;
import org.boltj.message.RevokeAndAck;
import org.boltj.sign.ChannelSigner;

/**
 * The dance that carries updates into both commitments (BOLT 2, "Committing Updates So Far" and
 * "Completing the Transition to the Updated State").
 */
public final class CommitRules {
  private CommitRules() {}

  /** A commitment_signed of ours, and the commitments that it makes. */
  public record Signed(Commitments commitments, CommitmentSigned message) {}

  /** The answer to a commitment_signed of the peer. */
  public record Revoked(Commitments commitments, RevokeAndAck message) {}

  /**
   * What a revoke_and_ack of the peer made final.
   *
   * @param committed HTLCs of the peer that are in both commitments for good now
   * @param removed HTLCs of ours that are in neither commitment any more
   * @param revoked HTLCs that are in revoked commitments of the peer only from now on
   */
  public record Completed(
      Commitments commitments,
      List<Update.Add> committed,
      List<Removed> removed,
      List<RevokedHtlc> revoked) {}

  /** An HTLC of ours that is gone, and how it was settled. */
  public record Removed(OutgoingHtlc htlc, Update.Settle how) {}

  /**
   * Signs the peer's next commitment.
   *
   * @throws IllegalStateException unless {@link Commitments#canSign()}
   */
  public static Signed send(Commitments c, ChannelSigner signer) {
    if (!c.canSign()) {
      throw new IllegalStateException("nothing to sign, or still waiting for revoke_and_ack");
    }
    Allocation allocation = Projections.nextRemote(c).toAllocation();
    long number = c.remoteCommit().number() + 1;
    PublicKey point = c.remoteNextPerCommitmentPoint();
    CommitmentTx tx = CommitmentTxs.remote(c.params(), number, point, allocation, signer);
    RemoteCommit commit = new RemoteCommit(number, allocation, tx.unsigned().txid(), point);
    LocalChanges local =
        new LocalChanges(List.of(), c.localChanges().proposed(), c.localChanges().acked());
    RemoteChanges remote =
        new RemoteChanges(c.remoteChanges().proposed(), List.of(), c.remoteChanges().acked());
    Commitments next =
        new Commitments(
            c.params(),
            local,
            remote,
            c.localCommit(),
            c.remoteCommit(),
            Optional.of(new NextRemoteCommit(commit, c.localCommit().number())),
            point,
            c.nextLocalHtlcId(),
            c.nextRemoteHtlcId(),
            c.undecided(),
            c.remoteSecrets());
    return new Signed(next, message(c, signer.signRemoteCommitment(tx)));
  }

  /** The last commitment_signed once more: signing is deterministic. */
  public static CommitmentSigned resend(Commitments c, ChannelSigner signer) {
    RemoteCommit commit = c.nextRemoteCommit().orElseThrow().commit();
    CommitmentTx tx = CommitmentTxs.remote(c.params(), commit);
    return message(c, signer.signRemoteCommitment(tx));
  }

  private static CommitmentSigned message(Commitments c, CommitmentSignatures signatures) {
    return new CommitmentSigned(
        c.channelId(), signatures.signature(), signatures.htlcSignatures(), Optional.empty());
  }

  /** Checks the peer's signatures of our next commitment and revokes the present one. */
  public static Outcome<Revoked, PeerFault> receive(
      Commitments c, CommitmentSigned message, ChannelSigner signer) {
    Allocation allocation = Projections.nextLocal(c).toAllocation();
    long number = c.localCommit().number() + 1;
    CommitmentTx tx =
        CommitmentTxs.local(
            c.params(), number, signer.perCommitmentPoint(number), allocation, signer);
    Optional<SignatureFault> fault =
        tx.verify(new CommitmentSignatures(message.signature(), message.htlcSignature()));
    if (fault.isPresent()) {
      return Outcome.failed(
          new PeerFault.FailChannel("commitment_signed " + number + ": " + text(fault.get())));
    }
    RemoteChanges remote =
        new RemoteChanges(
            List.of(),
            concat(c.remoteChanges().acked(), c.remoteChanges().proposed()),
            c.remoteChanges().signed());
    LocalChanges local =
        new LocalChanges(c.localChanges().proposed(), c.localChanges().signed(), List.of());
    Commitments next =
        new Commitments(
            c.params(),
            local,
            remote,
            new LocalCommit(number, allocation, message.signature(), message.htlcSignature()),
            c.remoteCommit(),
            c.nextRemoteCommit(),
            c.remoteNextPerCommitmentPoint(),
            c.nextLocalHtlcId(),
            c.nextRemoteHtlcId(),
            c.undecided(),
            c.remoteSecrets());
    return Outcome.ok(new Revoked(next, revocation(next, signer)));
  }

  private static String text(SignatureFault fault) {
    return switch (fault) {
      case SignatureFault.InvalidCommitmentSignature wrong ->
          "invalid signature of transaction " + wrong.txid();
      case SignatureFault.WrongHtlcSignatureCount wrong ->
          wrong.actual() + " HTLC signatures instead of " + wrong.expected();
      case SignatureFault.InvalidHtlcSignature wrong ->
          "invalid HTLC signature " + wrong.index() + " of HTLC " + wrong.htlcId();
    };
  }

  /** The revoke_and_ack for the commitment before the present one. */
  public static RevokeAndAck revocation(Commitments c, ChannelSigner signer) {
    long number = c.localCommit().number();
    return new RevokeAndAck(
        c.channelId(), signer.releaseSecret(number - 1), signer.perCommitmentPoint(number + 1));
  }

  /** Takes the peer's revocation of its present commitment. */
  public static Outcome<Completed, PeerFault> receive(Commitments c, RevokeAndAck message) {
    if (c.nextRemoteCommit().isEmpty()) {
      return fault("revoke_and_ack without a commitment_signed to answer");
    }
    RemoteCommit revoked = c.remoteCommit();
    PrivateKey secret = message.perCommitmentSecret();
    Secp256k1 curve = Secp256k1.get();
    if (!curve.isValid(secret) || !curve.publicKey(secret).equals(revoked.perCommitmentPoint())) {
      return fault("per_commitment_secret is not that of commitment " + revoked.number());
    }
    Optional<ReceivedSecrets> secrets =
        c.remoteSecrets().insertForCommitment(revoked.number(), secret);
    if (secrets.isEmpty()) {
      return fault("per_commitment_secret " + revoked.number() + " does not fit earlier ones");
    }
    if (!curve.isValid(message.nextPerCommitmentPoint())) {
      return fault("next_per_commitment_point is not on the curve");
    }
    return Outcome.ok(complete(c, message.nextPerCommitmentPoint(), secrets.get()));
  }

  private static Completed complete(Commitments c, PublicKey nextPoint, ReceivedSecrets secrets) {
    List<Update.Add> committed = new ArrayList<>();
    List<Removed> removed = new ArrayList<>();
    for (Update update : c.remoteChanges().signed()) {
      switch (update) {
        case Update.Add add -> committed.add(add);
        case Update.Settle settle ->
            removed.add(
                new Removed(
                    SettleRules.outgoing(c.remoteCommit().allocation(), settle.id()).orElseThrow(),
                    settle));
        case Update.Fee fee -> {}
      }
    }
    List<Update> acked = new ArrayList<>(c.localChanges().acked());
    for (Update update : c.localChanges().signed()) {
      acked.add(update instanceof Update.Add add ? add.withoutOnion() : update);
    }
    List<Update.Add> undecided = c.undecided();
    if (!committed.isEmpty()) {
      undecided = new ArrayList<>(undecided);
      undecided.addAll(committed);
    }
    Commitments next =
        new Commitments(
            c.params(),
            new LocalChanges(c.localChanges().proposed(), List.of(), acked),
            new RemoteChanges(c.remoteChanges().proposed(), c.remoteChanges().acked(), List.of()),
            c.localCommit(),
            c.nextRemoteCommit().orElseThrow().commit(),
            Optional.empty(),
            nextPoint,
            c.nextLocalHtlcId(),
            c.nextRemoteHtlcId(),
            undecided,
            secrets);
    return new Completed(next, committed, removed, revoked(c));
  }

  /** HTLCs of the commitment that is revoked now that the next one does not hold any more. */
  private static List<RevokedHtlc> revoked(Commitments c) {
    List<RevokedHtlc> revoked = new ArrayList<>();
    for (Update update : c.remoteChanges().signed()) {
      if (update instanceof Update.Settle settle) {
        SettleRules.outgoing(c.remoteCommit().allocation(), settle.id())
            .ifPresent(htlc -> addRevoked(c, htlc, revoked));
      }
    }
    for (Update update : c.localChanges().signed()) {
      if (update instanceof Update.Settle settle) {
        SettleRules.incoming(c.remoteCommit().allocation(), settle.id())
            .ifPresent(htlc -> addRevoked(c, htlc, revoked));
      }
    }
    return revoked;
  }

  private static void addRevoked(Commitments c, Htlc htlc, List<RevokedHtlc> revoked) {
    // Below the peer's dust limit no feerate gives it an output.
    if (!htlc.amount().toSatoshi().isLessThan(c.params().remote().dustLimit())) {
      revoked.add(RevokedHtlc.of(htlc, c.remoteCommit().number()));
    }
  }

  private static List<Update> concat(List<Update> first, List<Update> second) {
    if (first.isEmpty()) {
      return second;
    }
    List<Update> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static <T> Outcome<T, PeerFault> fault(String text) {
    return Outcome.failed(new PeerFault.FailChannel(text));
  }
}
