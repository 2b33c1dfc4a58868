package org.boltj.updates;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Satoshi;
import org.boltj.commitment.CommitmentFees;
import org.boltj.commitment.CommitmentFormat;
import org.boltj.commitment.HtlcDirection;

/**
 * What of a channel its deadlines and fees depend on. Can be read from {@link Commitments} or made
 * up, to ask {@link DeadlineRules} what would be done.
 *
 * @param localIsOpener whether we choose the feerate
 * @param feerate of the commitment that we could publish now
 * @param dust what is in HTLCs without an output in one commitment or the other, the larger sum
 * @param missing what we, as the opener, lack to pay for the feerate that we want; zero if nothing
 * @param lowFeerateBlocks for how many blocks the feerate has been too low
 * @param htlcs in any commitment that may still be published
 */
public record ChannelOutlook(
    CommitmentFormat format,
    boolean localIsOpener,
    FeeratePerKw feerate,
    MilliSatoshi dust,
    Satoshi missing,
    int lowFeerateBlocks,
    List<HtlcAtStake> htlcs) {
  public ChannelOutlook {
    htlcs = List.copyOf(htlcs);
  }

  /** A channel as it stands, its feerate being as it should. */
  public static ChannelOutlook of(Commitments c) {
    Satoshi localDust = c.params().local().dustLimit();
    Satoshi remoteDust = c.params().remote().dustLimit();
    Map<List<Object>, HtlcAtStake> htlcs = new LinkedHashMap<>();
    Set<Long> fulfilled = fulfilled(c);
    collect(c, c.localCommit().allocation(), localDust, true, fulfilled, htlcs);
    collect(c, c.remoteCommit().allocation(), remoteDust, false, fulfilled, htlcs);
    if (c.nextRemoteCommit().isPresent()) {
      Allocation next = c.latestRemoteCommit().allocation();
      collect(c, next, remoteDust, false, fulfilled, htlcs);
    }
    CommitmentFormat format = c.params().format();
    long dust =
        htlcs.isEmpty()
            ? 0
            : Math.max(
                Projections.nextLocal(c).dustMsat(format, localDust, true),
                Projections.nextRemote(c).dustMsat(format, remoteDust, false));
    return new ChannelOutlook(
        format,
        c.params().localIsOpener(),
        c.localCommit().allocation().feerate(),
        MilliSatoshi.of(dust),
        Satoshi.ZERO,
        0,
        List.copyOf(htlcs.values()));
  }

  /** The same with another feerate, for instance one that the peer proposes. */
  public ChannelOutlook withFeerate(FeeratePerKw proposed, MilliSatoshi dustThen) {
    return new ChannelOutlook(
        format, localIsOpener, proposed, dustThen, missing, lowFeerateBlocks, htlcs);
  }

  /** The same after the feerate was too low for that many blocks. */
  public ChannelOutlook withLowFeerateBlocks(int blocks) {
    return new ChannelOutlook(format, localIsOpener, feerate, dust, missing, blocks, htlcs);
  }

  /** The same when we lack that much to raise the feerate. */
  public ChannelOutlook withMissing(Satoshi lacking) {
    return new ChannelOutlook(
        format, localIsOpener, feerate, dust, lacking, lowFeerateBlocks, htlcs);
  }

  /** Whether either side can raise the fee of the commitment later, by CPFP. */
  public boolean isBumpable() {
    return !format.anchorsCost().isZero();
  }

  private static void collect(
      Commitments c,
      Allocation allocation,
      Satoshi dustLimit,
      boolean localHolder,
      Set<Long> fulfilled,
      Map<List<Object>, HtlcAtStake> into) {
    for (Htlc htlc : allocation.htlcs()) {
      boolean incoming = htlc instanceof IncomingHtlc;
      HtlcDirection direction =
          incoming == localHolder ? HtlcDirection.RECEIVED : HtlcDirection.OFFERED;
      Satoshi least =
          CommitmentFees.trimThreshold(
              c.params().format(), dustLimit, allocation.feerate(), direction);
      boolean hasOutput = !htlc.amount().toSatoshi().isLessThan(least);
      into.merge(
          List.of(incoming, htlc.id()),
          new HtlcAtStake(
              htlc.id(),
              incoming,
              htlc.amount(),
              htlc.cltvExpiry(),
              incoming && fulfilled.contains(htlc.id()),
              hasOutput),
          (known, again) -> known.hasOutput() ? known : again);
    }
  }

  private static Set<Long> fulfilled(Commitments c) {
    Set<Long> ids = new HashSet<>();
    for (List<Update> updates :
        List.of(c.localChanges().proposed(), c.localChanges().signed(), c.localChanges().acked())) {
      for (Update update : updates) {
        if (update instanceof Update.Fulfill fulfill) {
          ids.add(fulfill.id());
        }
      }
    }
    return ids;
  }
}
