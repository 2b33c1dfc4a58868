package org.boltj.sim.report;

import java.io.PrintWriter;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.channel.PersistentState;
import org.boltj.codec.DecodeException;
import org.boltj.message.ChannelMessage;
import org.boltj.message.ChannelReestablish;
import org.boltj.message.ErrorMessage;
import org.boltj.message.MessageCodec;
import org.boltj.message.UpdateAddHtlc;
import org.boltj.message.UpdateFailHtlc;
import org.boltj.message.UpdateFulfillHtlc;
import org.boltj.message.WarningMessage;
import org.boltj.node.NodeEvent;
import org.boltj.port.PublishResult;
import org.boltj.sim.fault.Fault;
import org.boltj.sim.fault.TrialNode;
import org.boltj.sim.fault.TrialWorld;
import org.boltj.sim.fault.Witness;
import org.boltj.store.Change;
import org.boltj.store.StoreBatch;
import org.boltj.tx.Transaction;
import org.boltj.updates.Commitments;
import org.boltj.wallet.regtest.Block;
import org.jspecify.annotations.Nullable;

/** Writes what happens in a run, a line each, for a person to read. */
final class Trace implements Witness {
  private final PrintWriter out;
  private @Nullable TrialWorld world;
  private long startMillis;

  Trace(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void begun(TrialWorld begun) {
    world = begun;
    startMillis = begun.time().nowMillis();
  }

  private void line(String who, String what) {
    TrialWorld known = world;
    if (known != null) {
      double seconds = (known.time().nowMillis() - startMillis) / 1000.0;
      out.printf("%10.3f  %-7s %s%n", seconds, who, what);
    }
  }

  @Override
  public void stored(TrialNode node, StoreBatch batch) {
    StringBuilder text = new StringBuilder("stores");
    for (Change change : batch.changes()) {
      text.append(' ').append(text(change));
    }
    line(node.toString(), text.toString());
  }

  private static String text(Change change) {
    return switch (change) {
      case Change.PutChannel put -> text(put.state());
      case Change.PutPayment put ->
          "payment["
              + put.payment().paymentHash().toString().substring(0, 8)
              + " "
              + put.payment().status().getClass().getSimpleName()
              + "]";
      case Change.PutInvoice put ->
          "invoice["
              + put.invoice().paymentHash().toString().substring(0, 8)
              + " "
              + put.invoice().status().getClass().getSimpleName()
              + "]";
      default -> change.getClass().getSimpleName();
    };
  }

  private static String text(PersistentState state) {
    Commitments c = state.commitments();
    return "%s[%s local %d, remote %d%s, %d htlcs]"
        .formatted(
            state.getClass().getSimpleName(),
            name(state.channelId()),
            c.localCommit().number(),
            c.remoteCommit().number(),
            c.nextRemoteCommit().isPresent() ? "+1" : "",
            c.localCommit().allocation().htlcs().size());
  }

  private static String name(Object id) {
    return id.toString().substring(0, 6);
  }

  @Override
  public void sent(TrialNode node, TrialNode to, Bytes message) {
    int type = message.unsigned(0) << 8 | message.unsigned(1);
    if (type >= 256 || type == 18 || type == 19) {
      return;
    }
    line(node.toString(), "-> " + to + " " + text(message));
  }

  private static String text(Bytes message) {
    try {
      Object decoded = MessageCodec.decode(message);
      String kind = decoded.getClass().getSimpleName();
      String channel = decoded instanceof ChannelMessage of ? " " + name(of.channelId()) : "";
      return kind
          + channel
          + switch (decoded) {
            case UpdateAddHtlc m ->
                " #"
                    + m.id()
                    + " "
                    + m.amountMsat()
                    + " until "
                    + m.cltvExpiry().height()
                    + " hash "
                    + name(m.paymentHash());
            case UpdateFulfillHtlc m -> " #" + m.id();
            case UpdateFailHtlc m -> " #" + m.id();
            case ErrorMessage m -> ": " + m.text();
            case WarningMessage m -> ": " + m.text();
            case ChannelReestablish m ->
                " " + m.nextCommitmentNumber() + "/" + m.nextRevocationNumber();
            default -> "";
          };
    } catch (DecodeException e) {
      return message.toString();
    }
  }

  @Override
  public void published(TrialNode node, List<Transaction> transactions, PublishResult result) {
    line(
        node.toString(),
        "publishes " + transactions.stream().map(Trace::text).toList() + ": " + result);
  }

  private static String text(Transaction tx) {
    return name(tx.txid())
        + tx.inputs().stream()
            .map(in -> name(in.outPoint().txid()) + ":" + in.outPoint().index())
            .toList()
        + "->"
        + tx.outputs().stream().map(o -> o.amount().sat()).toList();
  }

  @Override
  public void told(TrialNode node, NodeEvent event) {
    if (!(event instanceof NodeEvent.BlockProcessed)) {
      line(node.toString(), event.toString());
    }
  }

  @Override
  public void blockConnected(Block block) {
    line(
        "chain",
        "block "
            + block.height()
            + " "
            + block.transactions().stream().skip(1).map(Trace::text).toList());
  }

  @Override
  public void blockDisconnected(Block block) {
    line("chain", "block " + block.height() + " is gone");
  }

  @Override
  public void struck(Fault fault) {
    line("FAULT", fault.toString());
  }

  @Override
  public void changed(TrialNode node, boolean isUp) {
    line(node.toString(), isUp ? "starts" : "is dead");
  }
}
