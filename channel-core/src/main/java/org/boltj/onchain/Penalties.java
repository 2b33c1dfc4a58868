package org.boltj.onchain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.commitment.CommitmentScripts;
import org.boltj.commitment.OutputSpend;
import org.boltj.commitment.PenaltySpends;
import org.boltj.crypto.Secp256k1;
import org.boltj.keys.CommitmentKeys;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.Transaction;
import org.boltj.updates.ChannelParams;
import org.boltj.updates.Commitments;
import org.boltj.updates.IncomingHtlc;
import org.boltj.updates.OutgoingHtlc;
import org.boltj.updates.RevokedHtlc;

/**
 * Takes all of a commitment that the peer had revoked (BOLT 5, "Revoked Transaction Close
 * Handling"): its outputs, and those of the HTLC transactions that the peer made of them, each for
 * itself or, with option_anchors, several in one and with foreign inputs and outputs.
 *
 * <p>The peer has nothing for good before to_self_delay blocks have passed, not even what an HTLC
 * transaction spent: until then is the time for all of it.
 */
final class Penalties {
  private final ClosedChannel channel;
  private final PrivateKey secret;
  private final CommitmentKeys keys;
  private final Bytes delayedScriptPubKey;
  private final List<Claim> claims = new ArrayList<>();

  /** How an HTLC output is taken, and whose outcome it decides. */
  private record HtlcScript(Bytes script, Optional<OutgoingHtlc> outgoing) {}

  private Penalties(ClosedChannel channel) {
    this.channel = channel;
    this.secret = secret(channel.commitments(), channel.spend());
    this.keys = keys(channel.params(), secret);
    this.delayedScriptPubKey =
        ScriptTemplates.p2wsh(
            CommitmentScripts.toLocal(keys.revocationPubkey(), delay(), keys.delayedPubkey()));
  }

  private static PrivateKey secret(Commitments c, FundingSpend spend) {
    return c.remoteSecrets().lookupForCommitment(spend.commitmentNumber()).orElseThrow();
  }

  private static CommitmentKeys keys(ChannelParams params, PrivateKey secret) {
    return CommitmentKeys.derive(
        params.remoteBasepoints(), params.localBasepoints(), Secp256k1.get().publicKey(secret));
  }

  private int delay() {
    return channel.params().local().toSelfDelay();
  }

  static List<Claim> of(ClosedChannel channel) {
    Penalties penalties = new Penalties(channel);
    penalties.commitment();
    for (ConfirmedSpend confirmed : channel.state().spends()) {
      penalties.delayedOutputs(confirmed.transaction(), confirmed.height());
    }
    return penalties.claims;
  }

  private void commitment() {
    ChannelParams params = channel.params();
    Transaction tx = channel.spend().transaction();
    delayedOutputs(tx, channel.height());
    Optional<OutputSpend> toRemote = channel.toRemote();
    // Nobody contests it, but it helps to pay for the penalty if it comes along.
    toRemote.ifPresent(spend -> add(spend, channel.height(), false, Optional.empty()));
    Map<Bytes, HtlcScript> htlcs = htlcScripts();
    List<Bytes> others =
        List.of(
            delayedScriptPubKey,
            anchor(params.localBasepoints().fundingPubkey()),
            anchor(params.remoteBasepoints().fundingPubkey()));
    for (int i = 0; i < tx.outputs().size(); i++) {
      Bytes script = tx.outputs().get(i).scriptPubKey();
      HtlcScript htlc = htlcs.get(script);
      int index = i;
      if (htlc != null) {
        OutputSpend spend =
            PenaltySpends.htlc(tx.outPoint(i), tx.outputs().get(i), htlc.script(), keys, secret);
        add(spend, channel.height(), true, htlc.outgoing());
      } else if (!others.contains(script)
          && toRemote.filter(spend -> spend.outPoint().index() == index).isEmpty()) {
        claims.add(
            new Claim.Watched(
                tx.outPoint(i), tx.outputs().get(i), Long.MAX_VALUE, Optional.empty()));
      }
    }
  }

  private static Bytes anchor(PublicKey fundingPubkey) {
    return ScriptTemplates.p2wsh(CommitmentScripts.anchor(fundingPubkey));
  }

  /** to_local of the commitment, or outputs of HTLC transactions: all have the same script. */
  private void delayedOutputs(Transaction tx, int confirmedAt) {
    for (int i = 0; i < tx.outputs().size(); i++) {
      if (tx.outputs().get(i).scriptPubKey().equals(delayedScriptPubKey)) {
        OutputSpend spend = PenaltySpends.secondStage(tx, i, keys, delay(), secret);
        add(spend, confirmedAt, false, Optional.empty());
      }
    }
  }

  private void add(
      OutputSpend spend, int confirmedAt, boolean contestable, Optional<OutgoingHtlc> outgoing) {
    long ready = ClosedChannel.readyHeight(spend, confirmedAt);
    int deadline = confirmedAt + delay() - 1;
    claims.add(new Claim.Direct(spend, new Claim.Window(ready, deadline, contestable), outgoing));
  }

  /** What HTLCs had as scripts in this commitment, by their output scripts. */
  private Map<Bytes, HtlcScript> htlcScripts() {
    CommitmentScripts scripts = new CommitmentScripts(channel.params().format(), keys);
    Map<Bytes, HtlcScript> known = new HashMap<>();
    for (RevokedHtlc htlc : channel.state().revoked()) {
      put(known, script(scripts, htlc), Optional.empty());
    }
    for (IncomingHtlc htlc : channel.htlcs().allIncoming()) {
      put(known, scripts.offeredHtlc(htlc.paymentHash()), Optional.empty());
    }
    for (OutgoingHtlc htlc : channel.htlcs().allOutgoing()) {
      Bytes script = scripts.receivedHtlc(htlc.paymentHash(), htlc.cltvExpiry());
      put(known, script, Optional.of(htlc));
    }
    return known;
  }

  private static void put(
      Map<Bytes, HtlcScript> known, Bytes script, Optional<OutgoingHtlc> outgoing) {
    known.put(ScriptTemplates.p2wsh(script), new HtlcScript(script, outgoing));
  }

  private static Bytes script(CommitmentScripts scripts, RevokedHtlc htlc) {
    return switch (htlc.direction()) {
      case OFFERED -> scripts.offeredHtlc(htlc.paymentHash160());
      case RECEIVED -> scripts.receivedHtlc(htlc.paymentHash160(), htlc.cltvExpiry());
    };
  }

  /** Those of the HTLCs that have an output in the commitment. */
  static List<RevokedHtlc> present(Commitments c, FundingSpend spend, List<RevokedHtlc> revoked) {
    CommitmentKeys keys = keys(c.params(), secret(c, spend));
    CommitmentScripts scripts = new CommitmentScripts(c.params().format(), keys);
    Set<Bytes> outputs = new HashSet<>();
    spend.transaction().outputs().forEach(output -> outputs.add(output.scriptPubKey()));
    return revoked.stream()
        .filter(htlc -> outputs.contains(ScriptTemplates.p2wsh(script(scripts, htlc))))
        .distinct()
        .toList();
  }
}
