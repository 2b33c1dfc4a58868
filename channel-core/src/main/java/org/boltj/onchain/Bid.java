package org.boltj.onchain;

import java.util.List;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.OutPoint;

/**
 * A claiming transaction that is out: what it spends and what it pays. The transaction itself is
 * made of this again when it is published again.
 *
 * @param outPoints that it takes, in their order; of a commitment's child, our anchor
 * @param feerate that it pays, its wallet's inputs included
 * @param height of the best block when it was made
 */
public record Bid(List<OutPoint> outPoints, FeeratePerKw feerate, int height) {
  public Bid {
    outPoints = List.copyOf(outPoints);
  }
}
