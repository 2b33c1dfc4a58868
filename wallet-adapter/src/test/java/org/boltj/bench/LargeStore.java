package org.boltj.bench;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.OutPoint;
import org.boltj.base.PaymentHash;
import org.boltj.base.TxId;
import org.boltj.channel.Normal;
import org.boltj.channel.PersistentState;
import org.boltj.crypto.Hash;
import org.boltj.payment.PaymentRecord;
import org.boltj.store.Change;
import org.boltj.store.SqliteStore;
import org.boltj.store.Store;
import org.boltj.store.StoreBatch;
import org.boltj.store.StoreException;
import org.boltj.updates.ChannelParams;
import org.boltj.updates.Commitments;
import org.boltj.updates.PaymentId;

/** A store of years: its channels and payments are copies, under other names, of real ones. */
final class LargeStore {
  private static final int CHANNELS = 1_000;
  private static final int PAYMENTS = 100_000;
  private static final int IN_A_BATCH = 1_000;

  private LargeStore() {}

  /** Fills the database up. */
  static void grow(Path database) throws StoreException {
    try (Store store = SqliteStore.open(database)) {
      List<PersistentState> channels = store.load().channels();
      List<Change> changes = new ArrayList<>();
      for (int i = channels.size(); i < CHANNELS; i++) {
        PersistentState original = channels.get(i % channels.size());
        changes.add(new Change.PutChannel(copy((Normal) original, i)));
      }
      List<PaymentRecord> payments = store.payments(0, IN_A_BATCH);
      for (int i = payments.size(); i < PAYMENTS; i++) {
        changes.add(new Change.PutPayment(copy(payments.get(i % payments.size()), i)));
      }
      for (int from = 0; from < changes.size(); from += IN_A_BATCH) {
        int to = Math.min(changes.size(), from + IN_A_BATCH);
        store.write(new StoreBatch(changes.subList(from, to)));
      }
    }
  }

  private static Bytes name(int number) {
    return Hash.sha256(Bytes.wrap(ByteBuffer.allocate(4).putInt(number).array()));
  }

  private static PaymentRecord copy(PaymentRecord payment, int number) {
    return new PaymentRecord(
        new PaymentId(name(number)),
        new PaymentHash(name(~number)),
        payment.recipient(),
        payment.amount(),
        payment.invoice(),
        payment.createdAtMillis(),
        payment.status(),
        payment.parts());
  }

  private static Normal copy(Normal state, int number) {
    Commitments c = state.commitments();
    return state.withCommitments(
        new Commitments(
            copy(c.params(), number),
            c.localChanges(),
            c.remoteChanges(),
            c.localCommit(),
            c.remoteCommit(),
            c.nextRemoteCommit(),
            c.remoteNextPerCommitmentPoint(),
            c.nextLocalHtlcId(),
            c.nextRemoteHtlcId(),
            c.undecided(),
            c.remoteSecrets()));
  }

  private static ChannelParams copy(ChannelParams p, int number) {
    return new ChannelParams(
        new ChannelId(name(number)),
        p.keyIndex() + number,
        p.localNodeId(),
        p.remoteNodeId(),
        p.localIsOpener(),
        p.announceChannel(),
        p.channelType(),
        p.format(),
        new OutPoint(new TxId(name(number)), 0),
        p.capacity(),
        p.local(),
        p.remote(),
        p.localBasepoints(),
        p.remoteBasepoints(),
        p.localUpfrontShutdownScript(),
        p.remoteUpfrontShutdownScript(),
        p.localInit(),
        p.remoteInit());
  }
}
