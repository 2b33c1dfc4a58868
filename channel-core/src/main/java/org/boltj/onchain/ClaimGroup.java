package org.boltj.onchain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.base.Signature;
import org.boltj.commitment.OutputSpend;
import org.boltj.commitment.SpendKey;
import org.boltj.commitment.SweepTx;

/** Claims that share one transaction, at least one; all of the same {@link Kind}. */
record ClaimGroup(List<Claim.Ours> claims) {
  /** An input of the wallet with its change output, of an HTLC transaction (P2WPKH). */
  private static final long WALLET_WEIGHT = 400;

  /** An input without its witness, in weight units (BOLT 5). */
  private static final long INPUT_WEIGHT = 164;

  ClaimGroup {
    claims = List.copyOf(claims);
  }

  /**
   * What may share a transaction.
   *
   * @param firstStage whether they are HTLC transactions of ours
   * @param locktime of HTLC transactions, whose signatures cover it; else 1 for those that have one
   */
  record Kind(boolean firstStage, boolean contestable, boolean hasDeadline, long locktime) {
    static Kind of(Claim.Ours claim) {
      return switch (claim) {
        case Claim.Direct direct -> of(direct, false, Math.min(direct.spend().locktime(), 1L));
        case Claim.FirstStage first -> of(first, true, first.htlcTx().unsigned().locktime());
      };
    }

    private static Kind of(Claim.Ours claim, boolean firstStage, long locktime) {
      Claim.Window window = claim.window();
      boolean hasDeadline = window.deadlineHeight() != FeeSchedule.NO_DEADLINE;
      return new Kind(firstStage, window.contestable(), hasDeadline, locktime);
    }
  }

  static ClaimGroup of(Claim.Ours claim) {
    return new ClaimGroup(List.of(claim));
  }

  Kind kind() {
    return Kind.of(claims.get(0));
  }

  List<OutPoint> outPoints() {
    return claims.stream().map(Claim.Ours::outPoint).toList();
  }

  ClaimGroup plus(Collection<Claim.Ours> more) {
    List<Claim.Ours> all = new ArrayList<>(claims);
    all.addAll(more);
    return new ClaimGroup(all);
  }

  /** Without those that cost more than they hold; the whole of it if there is only one. */
  ClaimGroup worthwhile(FeeratePerKw feerate) {
    List<Claim.Ours> worth = claims.stream().filter(c -> isWorth(c, feerate)).toList();
    return worth.isEmpty() ? of(claims.get(0)) : new ClaimGroup(worth);
  }

  /** With those of the other group that hold more than they cost. */
  ClaimGroup joinedBy(ClaimGroup more, FeeratePerKw feerate) {
    return plus(more.claims().stream().filter(c -> isWorth(c, feerate)).toList());
  }

  /** Those that are not in the other group, if any. */
  Optional<ClaimGroup> without(ClaimGroup other) {
    List<Claim.Ours> rest = claims.stream().filter(c -> !other.claims().contains(c)).toList();
    return rest.isEmpty() ? Optional.empty() : Optional.of(new ClaimGroup(rest));
  }

  private static boolean isWorth(Claim.Ours claim, FeeratePerKw feerate) {
    return claim.output().amount().isGreaterThan(feerate.feeFor(inputWeight(claim)));
  }

  private static long inputWeight(Claim.Ours claim) {
    return switch (claim) {
      case Claim.Direct direct -> INPUT_WEIGHT + direct.spend().witnessWeight();
      case Claim.FirstStage first ->
          first.htlcTx().format().htlcWeight(first.htlcTx().htlc().direction());
    };
  }

  Satoshi value() {
    return claims.stream().map(c -> c.output().amount()).reduce(Satoshi.ZERO, Satoshi::plus);
  }

  /** The weight of the transaction, that of the wallet's part estimated. */
  long weight(OnChainContext ctx) {
    return kind().firstStage()
        ? WALLET_WEIGHT + claims.stream().mapToLong(ClaimGroup::inputWeight).sum()
        : SweepTx.weight(spends(), ctx.sweepScript());
  }

  /** What to pay at this height; empty when it is not worth the least fee. */
  Optional<FeeratePerKw> feerate(OnChainContext ctx) {
    long ready =
        claims.stream().mapToLong(claim -> claim.window().readyHeight()).min().orElseThrow();
    int deadline =
        claims.stream().mapToInt(claim -> claim.window().deadlineHeight()).min().orElseThrow();
    return ctx.schedule()
        .feerate(
            ctx.blockHeight(),
            Math.toIntExact(ready),
            deadline,
            ctx.feerates(),
            value(),
            weight(ctx));
  }

  /** The transaction, or what the wallet must complete; empty when less than dust would be left. */
  Optional<ChainAction> action(OnChainContext ctx, FeeratePerKw feerate) {
    if (!kind().firstStage()) {
      return sweep(ctx, feerate);
    }
    List<FeeBump.HtlcClaim> htlcs = new ArrayList<>();
    for (Claim.Ours claim : claims) {
      if (claim instanceof Claim.FirstStage first) {
        htlcs.add(new FeeBump.HtlcClaim(first.htlcTx(), first.remoteSignature(), first.preimage()));
      }
    }
    return Optional.of(new ChainAction.PublishWithFee(new FeeBump.HtlcClaims(htlcs, feerate)));
  }

  private Optional<ChainAction> sweep(OnChainContext ctx, FeeratePerKw feerate) {
    return SweepTx.build(spends(), ctx.sweepScript(), feerate)
        .map(
            sweep -> {
              List<Optional<Signature>> signatures = new ArrayList<>();
              for (int i = 0; i < sweep.spends().size(); i++) {
                signatures.add(signature(ctx, sweep, i));
              }
              String reason = "claim of " + claims.size() + " outputs at " + feerate;
              return new ChainAction.Publish(List.of(sweep.signed(signatures)), reason);
            });
  }

  private static Optional<Signature> signature(OnChainContext ctx, SweepTx sweep, int index) {
    OutputSpend spend = sweep.spends().get(index);
    return spend.key() instanceof SpendKey.None
        ? Optional.empty()
        : Optional.of(ctx.signer().signSpend(sweep.unsigned(), index, spend));
  }

  private List<OutputSpend> spends() {
    List<OutputSpend> spends = new ArrayList<>();
    for (Claim.Ours claim : claims) {
      if (claim instanceof Claim.Direct direct) {
        spends.add(direct.spend());
      }
    }
    return spends;
  }
}
