package org.boltj.channel;

import java.util.Optional;
import org.boltj.base.Bytes;

/** How an HTLC that we offered came back. */
public sealed interface HtlcFailure {

  /** update_fail_htlc: the reason is encrypted for the origin of the payment (BOLT 4). */
  record Onion(Bytes reason, Optional<Bytes> attributionData) implements HtlcFailure {}

  /** update_fail_malformed_htlc: the peer could not read the onion. */
  record Malformed(Bytes sha256OfOnion, int failureCode) implements HtlcFailure {}

  /** The channel ended on the chain and the HTLC timed out or never was in it. */
  record OnChain() implements HtlcFailure {}

  /** It was proposed, but never committed, and is forgotten. */
  record NeverSent() implements HtlcFailure {}
}
