package org.boltj.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What earlier versions stored is read with every value in its place. */
class OldSamplesStillLoadTest {

  @TestFactory
  Stream<DynamicTest> version1() {
    return samples("/stored/version1");
  }

  /** With what was added while databases had version 2. */
  @TestFactory
  Stream<DynamicTest> version2() {
    return samples("/stored/version2");
  }

  /** With the times and ends of a payment's parts, and what payments have taught. */
  @TestFactory
  Stream<DynamicTest> withAttempts() {
    return samples("/stored/attempts");
  }

  private static Stream<DynamicTest> samples(String directory) {
    return StoredSample.names(directory).stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> assertLoads(directory, name)));
  }

  private static void assertLoads(String directory, String name) throws Exception {
    Map<String, String> found =
        StoredSample.values(StoredSample.decode(name, StoredSample.read(directory, name)));

    // Components that came later may be in what was found, too.
    assertThat(StoredSample.expected(directory, name)).hasSizeGreaterThan(3);
    assertThat(found).containsAllEntriesOf(StoredSample.expected(directory, name));
  }
}
