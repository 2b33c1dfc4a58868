package org.boltj.onion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.crypto.Hash;

/**
 * Reads a returned failure at the origin node (BOLT 4, "Origin node").
 *
 * <p>It does the same work for every route and every erring node, so that its time tells nobody how
 * far away the node was: always 27 rounds, the surplus ones with a secret of zeros.
 */
public final class FailureReader {
  /** The longest route of TLV payloads. */
  static final int ROUNDS = 27;

  private static final SharedSecret DUMMY = new SharedSecret(Bytes.zeros(32));

  private final List<SharedSecret> secrets;
  private Bytes packet;
  private Optional<AttributionData> attribution;
  private int erringHop = -1;
  private Bytes failurePacket = Bytes.EMPTY;
  private int firstUnattributed = -1;
  private final List<HoldTime> holdTimes = new ArrayList<>();

  private FailureReader(List<SharedSecret> secrets, ReturnedFailure received) {
    this.secrets = List.copyOf(secrets);
    this.packet = received.reason();
    this.attribution = received.attributionData();
  }

  /**
   * Finds the erring node. Never throws, whatever was received.
   *
   * @param secrets those of the route, first hop first; 1 to 27
   */
  public static UnwrappedFailure unwrap(List<SharedSecret> secrets, ReturnedFailure received) {
    if (secrets.isEmpty() || secrets.size() > ROUNDS) {
      throw new IllegalArgumentException("a route has 1 to 27 hops: " + secrets.size());
    }
    FailureReader reader = new FailureReader(secrets, received);
    for (int i = 0; i < ROUNDS; i++) {
      reader.round(i);
    }
    return reader.result();
  }

  private void round(int i) {
    boolean isHop = i < secrets.size();
    SharedSecret secret = isHop ? secrets.get(i) : DUMMY;
    packet = KeyType.AMMAG.xor(secret.value(), packet);
    attribution = attribution.map(data -> attributionRound(i, secret, data));
    boolean made = isMadeBy(secret);
    if (made && isHop && erringHop < 0) {
      erringHop = i;
      failurePacket = packet;
    }
  }

  private AttributionData attributionRound(int i, SharedSecret secret, AttributionData received) {
    AttributionData data = received.xor(secret);
    int covered = Math.min(secrets.size(), AttributionData.MAX_HOPS);
    boolean right = data.isAttributed(secret, packet, Math.max(0, covered - 1 - i));
    // Behind the erring node there is nothing but noise.
    if (i < covered && erringHop < 0 && firstUnattributed < 0) {
      if (right) {
        holdTimes.add(data.holdTime());
      } else {
        firstUnattributed = i;
      }
    }
    return data.shiftedTowardsReader();
  }

  private boolean isMadeBy(SharedSecret secret) {
    int hmacSize = Math.min(32, packet.size());
    Bytes hmac = Hash.hmacSha256(KeyType.UM.derive(secret.value()), packet.slice(hmacSize));
    return hmac.equalsConstantTime(packet.slice(0, hmacSize));
  }

  private UnwrappedFailure result() {
    if (erringHop >= 0) {
      try {
        Bytes failuremsg = new WireReader(failurePacket.slice(32)).bytes16();
        return new UnwrappedFailure.FromHop(
            erringHop, FailureMessage.decode(failuremsg), holdTimes);
      } catch (DecodeException noFailureInside) {
        return new UnwrappedFailure.Unreadable(OptionalInt.of(erringHop), holdTimes);
      }
    }
    return new UnwrappedFailure.Unreadable(suspect(), holdTimes);
  }

  private OptionalInt suspect() {
    if (attribution.isEmpty()) {
      return OptionalInt.empty();
    }
    // When all of them vouch for a packet without a failure inside, it is the last one's.
    return OptionalInt.of(firstUnattributed >= 0 ? firstUnattributed : holdTimes.size() - 1);
  }
}
