package org.boltj.node;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.onion.FailureMessage;
import org.boltj.payment.ForwardRequest;
import org.boltj.payment.ForwardRules;
import org.boltj.payment.RelayPolicy;
import org.boltj.store.Change;
import org.boltj.store.RelayPoliciesCodec;
import org.boltj.store.StoreException;
import org.boltj.store.StoredNode;

/**
 * What we ask for forwarding over each channel: the terms that the application has set for it, else
 * those of the node.
 */
final class RelayPolicies {
  /**
   * BOLT 7, "HTLC Fees": for that long after a change the old terms are good too, because the
   * network does not know the new ones yet.
   */
  static final long GRACE_MILLIS = 600_000;

  private static final String META = "relay_policies";

  private final Env env;
  private final Map<ChannelId, RelayPolicy> own = new LinkedHashMap<>();
  private final Map<ChannelId, Former> former = new HashMap<>();

  private record Former(RelayPolicy policy, long untilMillis) {}

  RelayPolicies(Env env) {
    this.env = env;
  }

  void restore(StoredNode stored) throws StoreException {
    Bytes record = stored.meta().get(META);
    if (record != null) {
      own.putAll(RelayPoliciesCodec.decode(record));
    }
  }

  RelayPolicy of(ChannelId channelId) {
    return own.getOrDefault(channelId, env.settings.relayPolicy());
  }

  void set(ChannelId channelId, RelayPolicy policy) {
    former.put(channelId, new Former(of(channelId), env.nowMillis() + GRACE_MILLIS));
    own.put(channelId, policy);
    store();
  }

  /** The channel is over. */
  void forget(ChannelId channelId) {
    former.remove(channelId);
    if (own.remove(channelId) != null) {
      store();
    }
  }

  private void store() {
    env.change(new Change.PutMeta(META, RelayPoliciesCodec.encode(own)));
  }

  /** Why an HTLC may not leave over that channel; it need only keep to the newest of the terms. */
  Optional<FailureMessage> refusal(ForwardRequest request, ChannelId out) {
    Optional<FailureMessage> refusal = refusal(request, of(out));
    if (refusal.isEmpty()) {
      return refusal;
    }
    Former before = former.get(out);
    if (before == null) {
      return refusal;
    }
    if (before.untilMillis() <= env.nowMillis()) {
      former.remove(out);
      return refusal;
    }
    return refusal(request, before.policy()).isEmpty() ? Optional.empty() : refusal;
  }

  private Optional<FailureMessage> refusal(ForwardRequest request, RelayPolicy policy) {
    return ForwardRules.failure(request, policy, env.settings.expiryRules(), env.blockHeight());
  }
}
