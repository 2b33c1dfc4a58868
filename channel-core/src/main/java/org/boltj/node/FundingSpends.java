package org.boltj.node;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.boltj.base.Bytes;
import org.boltj.base.ShortChannelId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.graph.FundingAnswer;
import org.boltj.gossip.graph.FundingScript;
import org.boltj.gossip.graph.NetworkGraph;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.port.ConfirmedTransaction;
import org.boltj.store.Change;
import org.boltj.tx.TxInput;

/**
 * Notices in blocks that funding outputs of announced channels are spent. Who spends one shows the
 * script with its two keys (BOLT 3), and the keys are in the announcement: so no outpoint needs to
 * be known or kept. Keys that were used for another output too would mislead us, about a channel of
 * who did that; its announcement is taken again later.
 */
final class FundingSpends {
  /** Name of the stored list: eight bytes of short_channel_id and four of height each. */
  static final String META = "gossip spent";

  /** Name of the stored list of doubtful channels: eight bytes of short_channel_id each. */
  static final String DOUBTFUL = "gossip doubtful";

  private static final int MAX_DOUBTFUL = 1_000;
  private static final int SCRIPT_SIZE = 71;
  private static final int KEY_SIZE = 33;
  private static final int FIRST_KEY = 2;
  private static final int SECOND_KEY = FIRST_KEY + KEY_SIZE + 1;

  private final Env env;
  private final NetworkGraph graph;
  private final FundingKeys keys = new FundingKeys();

  /** Channels that are spent and not forgotten yet, with the heights. */
  private final Map<ShortChannelId, Integer> spent = new LinkedHashMap<>();

  /** Channels whose own block was reorganized out, until the chain was asked about them again. */
  private final Set<ShortChannelId> doubtful = new LinkedHashSet<>();

  FundingSpends(Env env, NetworkGraph graph) {
    this.env = env;
    this.graph = graph;
  }

  /** A channel has come into the graph. */
  void added(ChannelAnnouncement announcement) {
    keys.add(
        announcement.bitcoinKey1().value(),
        announcement.bitcoinKey2().value(),
        announcement.shortChannelId());
  }

  /** Channels have left the graph. Keys of gone channels do no harm, and are dropped in bulk. */
  void removed(List<ShortChannelId> gone) {
    boolean changed = false;
    for (ShortChannelId id : gone) {
      changed |= spent.remove(id) != null;
    }
    if (changed) {
      store();
    }
    if (doubtful.removeAll(gone)) {
      storeDoubtful();
    }
    if (keys.size() > 1_000 && keys.size() > 2 * graph.channelCount()) {
      restoreKeys();
    }
  }

  private Optional<ChannelAnnouncement> announcement(ShortChannelId id) {
    return graph
        .channelAnnouncement(id)
        .map(GossipKeeper::decode)
        .filter(ChannelAnnouncement.class::isInstance)
        .map(ChannelAnnouncement.class::cast);
  }

  /** The graph was restored. */
  void restoreKeys() {
    keys.clear();
    graph.forEachChannel(entry -> announcement(entry.shortChannelId()).ifPresent(this::added));
  }

  /** What was known before the node was stopped; the channels are in the graph already. */
  void restore(Bytes stored) {
    WireReader in = new WireReader(stored);
    try {
      while (in.hasRemaining()) {
        ShortChannelId id = in.shortChannelId();
        int height = (int) in.u32();
        if (graph.isKnown(id)) {
          spent.put(id, height);
          graph.fundingSpent(id, height);
        }
      }
    } catch (DecodeException e) {
      // Nothing is lost by it but time: these channels go stale.
      spent.clear();
    }
  }

  /** Which channels the chain was still to be asked about; they are in the graph already. */
  void restoreDoubtful(Bytes stored) {
    WireReader in = new WireReader(stored);
    try {
      while (in.hasRemaining()) {
        doubtful.add(in.shortChannelId());
      }
    } catch (DecodeException e) {
      doubtful.clear();
    }
    doubtful.removeIf(id -> !graph.isKnown(id));
  }

  private void storeDoubtful() {
    WireWriter out = new WireWriter();
    doubtful.forEach(out::shortChannelId);
    env.change(new Change.PutMeta(DOUBTFUL, out.toBytes()));
  }

  private void store() {
    WireWriter out = new WireWriter();
    spent.forEach((id, height) -> out.shortChannelId(id).u32(height));
    env.change(new Change.PutMeta(META, out.toBytes()));
  }

  void blockConnected(List<ConfirmedTransaction> transactions, int height) {
    if (keys.size() == 0) {
      return;
    }
    int before = spent.size();
    for (ConfirmedTransaction confirmed : transactions) {
      for (TxInput input : confirmed.transaction().inputs()) {
        look(input, height);
      }
    }
    if (spent.size() != before) {
      store();
    }
  }

  private void look(TxInput input, int height) {
    if (input.witness().isEmpty()) {
      return;
    }
    Bytes script = input.witness().get(input.witness().size() - 1);
    if (script.size() != SCRIPT_SIZE || script.get(0) != 0x52 || script.unsigned(70) != 0xae) {
      return;
    }
    Bytes first = script.slice(FIRST_KEY, FIRST_KEY + KEY_SIZE);
    Bytes second = script.slice(SECOND_KEY, SECOND_KEY + KEY_SIZE);
    keys.find(
        first,
        second,
        found -> {
          ShortChannelId id = new ShortChannelId(found);
          if (id.outputIndex() == input.outPoint().index()
              && announcement(id).filter(a -> hasKeys(a, first, second)).isPresent()) {
            spend(id, height);
          }
        });
  }

  private static boolean hasKeys(ChannelAnnouncement announcement, Bytes first, Bytes second) {
    Bytes key1 = announcement.bitcoinKey1().value();
    Bytes key2 = announcement.bitcoinKey2().value();
    return key1.equals(first) && key2.equals(second) || key1.equals(second) && key2.equals(first);
  }

  private void spend(ShortChannelId id, int height) {
    if (spent.putIfAbsent(id, height) == null) {
      graph.fundingSpent(id, height);
    }
  }

  /** That block and all above are gone: what they spent is unspent again. */
  void blockDisconnected(int height) {
    List<ShortChannelId> unspent =
        spent.entrySet().stream()
            .filter(entry -> entry.getValue() >= height)
            .map(Map.Entry::getKey)
            .toList();
    for (ShortChannelId id : unspent) {
      spent.remove(id);
      graph.fundingSpent(id, 0);
    }
    if (!unspent.isEmpty()) {
      store();
    }
    List<ShortChannelId> gone = graph.channelsFrom(ShortChannelId.of(height, 0, 0), MAX_DOUBTFUL);
    int room = MAX_DOUBTFUL - doubtful.size();
    if (doubtful.addAll(gone.subList(0, Math.min(room, gone.size())))) {
      storeDoubtful();
    }
  }

  /** Asks for channels whose block was reorganized out, once their place is deep enough again. */
  void lookAgain(int height, FundingLookups lookups) {
    for (ShortChannelId id : List.copyOf(doubtful)) {
      if (height - id.blockHeight() + 1 >= FundingLookups.DEPTH) {
        lookups.ask(id);
      }
    }
  }

  /** Whether the chain is asked about that channel because of a reorganization. */
  boolean isDoubtful(ShortChannelId id) {
    return doubtful.contains(id);
  }

  /** The answer: a channel that is not where it was is forgotten like one that was spent. */
  void lookedUp(ShortChannelId id, FundingAnswer answer) {
    if (answer instanceof FundingAnswer.NotNow) {
      return;
    }
    doubtful.remove(id);
    storeDoubtful();
    boolean gone =
        switch (answer) {
          case FundingAnswer.Absent absent -> true;
          case FundingAnswer.Unspent output ->
              announcement(id)
                  .map(a -> FundingScript.of(a.bitcoinKey1(), a.bitcoinKey2()))
                  .filter(output.scriptPubKey()::equals)
                  .isEmpty();
          case FundingAnswer.Unchecked unchecked -> false;
          case FundingAnswer.NotNow notNow -> false;
          case FundingAnswer.Later later -> false;
        };
    if (gone && graph.isKnown(id)) {
      spend(id, env.blockHeight());
      store();
    }
  }
}
