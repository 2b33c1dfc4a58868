package org.boltj.commitment;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** BOLT 3, Appendix F: commitment and HTLC transactions of option_anchors, byte by byte. */
@Tag("vectors")
class Bolt3AppendixFVectorsTest {
  @TestFactory
  Stream<DynamicTest> commitments() {
    return CommitmentVectors.of("bolt3-appendix-f.json", new AnchorsZeroFeeHtlc());
  }
}
