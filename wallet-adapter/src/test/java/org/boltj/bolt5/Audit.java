package org.boltj.bolt5;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.base.TxId;
import org.boltj.channel.ChannelNotice;
import org.boltj.channel.PersistentState;
import org.boltj.onchain.SpendKind;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;
import org.boltj.updates.Allocation;
import org.boltj.updates.ChannelParams;
import org.boltj.updates.Htlc;
import org.boltj.updates.OutgoingHtlc;

/**
 * Follows every satoshi of a closed channel through the blocks of the chain: to whom it came, and
 * whose fees it became.
 */
final class Audit {
  private final Pair pair;
  private final ChannelParams params;
  private final Map<OutPoint, Long> open = new HashMap<>();
  private final Map<TxId, Long> feesByTx = new HashMap<>();
  private long commitmentFee;
  private Optional<Transaction> spend = Optional.empty();

  private Audit(Pair pair, ChannelParams params) {
    this.pair = pair;
    this.params = params;
    open.put(params.funding(), params.capacity().sat());
    for (int height = 1; height <= pair.chain.height(); height++) {
      pair.chain.block(height).transactions().forEach(this::follow);
    }
  }

  static Audit of(Pair pair) {
    Party honest = pair.alice.silent ? pair.bob : pair.alice;
    return new Audit(pair, honest.state().params());
  }

  private void follow(Transaction tx) {
    boolean ofChannel = tx.inputs().stream().anyMatch(input -> open.containsKey(input.outPoint()));
    if (!ofChannel) {
      return;
    }
    long in = 0;
    for (TxInput input : tx.inputs()) {
      in += sat(input.outPoint());
      if (input.outPoint().equals(params.funding())) {
        spend = Optional.of(tx);
      }
      open.remove(input.outPoint());
    }
    long out = 0;
    for (int i = 0; i < tx.outputs().size(); i++) {
      TxOutput output = tx.outputs().get(i);
      out += output.amount().sat();
      if (staysInChannel(output)) {
        open.put(tx.outPoint(i), output.amount().sat());
      }
    }
    if (spend.filter(tx::equals).isPresent()) {
      commitmentFee = in - out;
    } else {
      feesByTx.put(tx.txid(), in - out);
    }
  }

  private long sat(OutPoint outPoint) {
    return pair.chain
        .transaction(outPoint.txid())
        .orElseThrow()
        .outputs()
        .get(Math.toIntExact(outPoint.index()))
        .amount()
        .sat();
  }

  private boolean staysInChannel(TxOutput output) {
    return ScriptTemplates.isP2wsh(output.scriptPubKey())
        || output
            .scriptPubKey()
            .equals(
                params.format().toRemoteScriptPubKey(params.localBasepoints().paymentBasepoint()))
        || output
            .scriptPubKey()
            .equals(
                params.format().toRemoteScriptPubKey(params.remoteBasepoints().paymentBasepoint()));
  }

  Transaction spend() {
    return spend.orElseThrow();
  }

  /** What nobody has taken: anchors, and what was let go. */
  long left() {
    return open.values().stream().mapToLong(Long::longValue).sum();
  }

  long commitmentFee() {
    return commitmentFee;
  }

  /** Paid in claims, mutual closes and commitments not counted. */
  long claimFees(Party party) {
    return feesByTx.entrySet().stream()
        .filter(entry -> party.published.contains(entry.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  long allFees() {
    return commitmentFee + feesByTx.values().stream().mapToLong(Long::longValue).sum();
  }

  /** What each side had by what was agreed and claimed. */
  long entitled(Party party) {
    long sat = party == pair.bob ? Pair.PUSH_SAT : Pair.CAPACITY.sat() - Pair.PUSH_SAT;
    for (Pair.Placed htlc : pair.placed) {
      if (htlc.claimed) {
        sat += htlc.offerer == party ? -htlc.sat : htlc.sat;
      }
    }
    return sat;
  }

  /** HTLCs of the commitment without outputs: who is entitled to them does not get them. */
  long trimmed(Party party) {
    long sum = 0;
    for (Htlc htlc : allocation().htlcs()) {
      if (isTrimmed(htlc) && owner(htlc) == party) {
        sum += htlc.amount().toSatoshi().sat();
      }
    }
    return sum;
  }

  private boolean isTrimmed(Htlc htlc) {
    Satoshi amount = htlc.amount().toSatoshi();
    return spend().outputs().stream().noneMatch(output -> output.amount().equals(amount));
  }

  /** Whether the HTLC is in the commitment, but has no output. */
  boolean isTrimmed(Pair.Placed placed) {
    return allocation().htlcs().stream()
        .anyMatch(
            htlc -> htlc.id() == placed.id && offerer(htlc) == placed.offerer && isTrimmed(htlc));
  }

  private Party holder() {
    return pair.alice.notices(ChannelNotice.FundingSpent.class).stream()
            .reduce((first, last) -> last)
            .filter(n -> n.kind() == SpendKind.LOCAL_COMMITMENT)
            .isPresent()
        ? pair.alice
        : pair.bob;
  }

  private Allocation allocation() {
    return ((PersistentState) holder().data.state()).commitments().localCommit().allocation();
  }

  private Party offerer(Htlc htlc) {
    return htlc instanceof OutgoingHtlc ? holder() : pair.other(holder());
  }

  private Party owner(Htlc htlc) {
    Party offerer = offerer(htlc);
    boolean claimed =
        pair.placed.stream().anyMatch(p -> p.offerer == offerer && p.id == htlc.id() && p.claimed);
    return claimed ? pair.other(offerer) : offerer;
  }

  /** What the opener pays for the commitment, dust apart. */
  long openerFee() {
    return commitmentFee - trimmed(pair.alice) - trimmed(pair.bob);
  }

  /** Anchors were paid for by the opener; anything else belongs to who has let it go. */
  long left(Party party) {
    long sum = 0;
    for (Map.Entry<OutPoint, Long> output : open.entrySet()) {
      boolean isAnchor = output.getValue() == 330 && output.getKey().txid().equals(spend().txid());
      boolean letGo =
          party.notices(ChannelNotice.OutputLetGo.class).stream()
              .anyMatch(notice -> notice.outPoint().equals(output.getKey()));
      if (isAnchor ? party == pair.alice : letGo) {
        sum += output.getValue();
      }
    }
    return sum;
  }

  /** What a side should have and has not, fees and dust accounted for: must be 0. */
  long lost(Party party) {
    long opener = party == pair.alice ? openerFee() : 0;
    return entitled(party)
        - (pair.gained(party) + claimFees(party) + opener + left(party) + trimmed(party));
  }

  List<Long> leftOutputs() {
    return List.copyOf(open.values());
  }
}
