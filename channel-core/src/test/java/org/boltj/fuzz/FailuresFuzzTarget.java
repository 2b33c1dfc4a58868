package org.boltj.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;
import org.boltj.onion.AttributionData;
import org.boltj.onion.FailureOnion;
import org.boltj.onion.FailureReader;
import org.boltj.onion.FulfillAttribution;
import org.boltj.onion.HoldTime;
import org.boltj.onion.ReturnedFailure;
import org.boltj.onion.SharedSecret;
import org.boltj.onion.UnwrappedFailure;

/** Returned failures of any bytes, and failure messages of any bytes in a right onion. */
public final class FailuresFuzzTarget {
  private static final List<SharedSecret> ROUTE = route();

  private FailuresFuzzTarget() {}

  private static List<SharedSecret> route() {
    List<SharedSecret> secrets = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      secrets.add(new SharedSecret(Bytes.fromHex(String.format("%02x", i).repeat(32))));
    }
    return List.copyOf(secrets);
  }

  public static void fuzzerTestOneInput(byte[] input) {
    FuzzInput in = new FuzzInput(input);
    int hops = 1 + in.below(ROUTE.size());
    boolean attributed = in.below(2) == 1;
    if (in.below(2) == 0) {
      Optional<AttributionData> attribution =
          attributed ? Optional.of(attribution(in)) : Optional.empty();
      unwrap(new ReturnedFailure(in.rest(), attribution));
      attribution.ifPresent(data -> FulfillAttribution.unwrap(ROUTE, data));
      return;
    }
    ReturnedFailure failure =
        FailureOnion.create(ROUTE.get(hops - 1), in.take(65_000), HoldTime.ofMillis(in.u32()));
    for (int i = hops - 2; i >= 0; i--) {
      failure = FailureOnion.wrap(ROUTE.get(i), failure, HoldTime.ofMillis(i));
    }
    unwrap(failure);
  }

  private static AttributionData attribution(FuzzInput in) {
    try {
      return AttributionData.decode(in.exactly(AttributionData.SIZE));
    } catch (DecodeException wrong) {
      throw new IllegalStateException(wrong);
    }
  }

  private static void unwrap(ReturnedFailure failure) {
    UnwrappedFailure unwrapped = FailureReader.unwrap(ROUTE, failure);
    if (unwrapped instanceof UnwrappedFailure.FromHop fromHop) {
      Objects.requireNonNull(fromHop.toString());
    }
  }
}
