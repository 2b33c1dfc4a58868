package org.boltj.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.CltvExpiry;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentHash;
import org.boltj.base.ShortChannelId;
import org.boltj.base.Signature;
import org.boltj.channel.FundingStatus;
import org.boltj.channel.Normal;
import org.boltj.commitment.HtlcDirection;
import org.boltj.crypto.Hash;
import org.boltj.onion.SharedSecret;
import org.boltj.payment.PartRecord;
import org.boltj.payment.PaymentHop;
import org.boltj.payment.PaymentRecord;
import org.boltj.payment.PaymentRoute;
import org.boltj.updates.Allocation;
import org.boltj.updates.Commitments;
import org.boltj.updates.Htlc;
import org.boltj.updates.HtlcOrigin;
import org.boltj.updates.LocalChanges;
import org.boltj.updates.LocalCommit;
import org.boltj.updates.NextRemoteCommit;
import org.boltj.updates.OutgoingHtlc;
import org.boltj.updates.PaymentId;
import org.boltj.updates.RemoteChanges;
import org.boltj.updates.RemoteCommit;
import org.boltj.updates.RevokedHtlc;
import org.boltj.updates.Update;

/** States of a busy channel, of the sizes that real ones have, with random keys and hashes. */
public final class ChannelSamples {
  private final RandomRecords random;
  private final Normal other;

  public ChannelSamples(long seed) {
    random = new RandomRecords(seed);
    other = random.draw(Normal.class);
  }

  /**
   * A channel that forwards.
   *
   * @param pending HTLCs in the commitments of both sides
   * @param signed HTLCs more, which the peer was sent but has not acknowledged
   * @param revocations commitments of the peer that it has revoked
   */
  public Normal normal(int pending, int signed, int revocations) {
    List<Htlc> htlcs = LongStream.range(0, pending).mapToObj(this::forwarded).toList();
    List<Update> adds =
        LongStream.range(pending, pending + signed)
            .<Update>mapToObj(id -> new Update.Add(forwarded(id), random.bytes(1366), none()))
            .toList();
    Allocation both = allocation(htlcs);
    Commitments sample = other.commitments();
    List<Htlc> next = new ArrayList<>(htlcs);
    adds.forEach(add -> next.add(((Update.Add) add).htlc()));
    Commitments commitments =
        new Commitments(
            sample.params(),
            new LocalChanges(List.of(), adds, List.of()),
            RemoteChanges.NONE,
            new LocalCommit(1_000_000, both, random.draw(Signature.class), signatures(pending)),
            remote(sample.remoteCommit(), 1_000_000, both),
            Optional.of(
                new NextRemoteCommit(
                    remote(sample.remoteCommit(), 1_000_001, allocation(next)), 1_000_000)),
            sample.remoteNextPerCommitmentPoint(),
            2_000_000,
            2_000_000,
            List.of(),
            random.secrets(revocations));
    return new Normal(
        commitments, funding(), Optional.empty(), true, none(), false, none(), none(), false);
  }

  /** A payment with one part over that many hops, which was just sent. */
  public PaymentRecord payment(int hops) {
    PaymentRoute route =
        new PaymentRoute(
            IntStream.range(0, hops).mapToObj(hop -> random.draw(PaymentHop.class)).toList());
    List<SharedSecret> secrets =
        IntStream.range(0, hops).mapToObj(hop -> random.draw(SharedSecret.class)).toList();
    return new PaymentRecord(
        random.draw(PaymentId.class),
        random.draw(PaymentHash.class),
        route.recipient(),
        MilliSatoshi.of(1_000_000),
        "",
        1_700_000_000_000L,
        new PaymentRecord.Pending(),
        List.of(
            new PartRecord(
                0,
                random.draw(ChannelId.class),
                route,
                secrets,
                PartRecord.State.IN_FLIGHT,
                1_700_000_000_000L,
                0,
                Optional.empty(),
                "")));
  }

  /** One that is over. */
  public static PaymentRecord failed(PaymentRecord payment) {
    return payment.with(new PaymentRecord.Failed("no route", 1_700_000_000_000L));
  }

  public static RevokedHtlc revoked(long id) {
    Bytes hash = Hash.ripemd160(Bytes.fromHex("%016x".formatted(id)));
    return new RevokedHtlc(HtlcDirection.OFFERED, id, hash, new CltvExpiry(800_000), id);
  }

  private Htlc forwarded(long id) {
    HtlcOrigin origin =
        new HtlcOrigin.Forwarded(
            random.draw(ChannelId.class),
            2_000_000 + id,
            MilliSatoshi.of(1_001_000),
            new CltvExpiry(850_144),
            random.draw(SharedSecret.class),
            1_700_000_000_000L);
    return new OutgoingHtlc(
        2_000_000 + id,
        MilliSatoshi.of(1_000_000),
        random.draw(PaymentHash.class),
        new CltvExpiry(850_064),
        origin);
  }

  private static Allocation allocation(List<Htlc> htlcs) {
    return new Allocation(
        new FeeratePerKw(2_500),
        MilliSatoshi.of(4_000_000_000L),
        MilliSatoshi.of(5_000_000_000L),
        htlcs);
  }

  private static RemoteCommit remote(RemoteCommit sample, long number, Allocation allocation) {
    return new RemoteCommit(number, allocation, sample.txid(), sample.perCommitmentPoint());
  }

  private List<Signature> signatures(int count) {
    return IntStream.range(0, count).mapToObj(i -> random.draw(Signature.class)).toList();
  }

  private static FundingStatus funding() {
    ShortChannelId alias = ShortChannelId.of(1, 2, 3);
    return new FundingStatus(
        Optional.empty(),
        3,
        Optional.of(new FundingStatus.Confirmation(850_000, ShortChannelId.of(850_000, 5, 0))),
        alias,
        Optional.of(alias));
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }

  /** Bytes of the part that is written at every transition. */
  public static int stateSize(Normal state) {
    return ChannelRecord.encodeState(state).size();
  }

  /** Bytes of a stored payment. */
  public static int size(PaymentRecord payment) {
    return PaymentCodec.encode(payment).size();
  }

  static Bytes secrets(Normal state) {
    return ChannelRecord.encodeSecrets(state.commitments().remoteSecrets());
  }
}
