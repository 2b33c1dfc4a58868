package org.boltj.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What earlier versions stored is read with every value in its place. */
class OldSamplesStillLoadTest {

  @TestFactory
  Stream<DynamicTest> version1() {
    return StoredSample.NAMES.stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> assertLoads("version1", name)));
  }

  private static void assertLoads(String version, String name) throws Exception {
    Properties sample = read("/stored/" + version + "/" + name + ".properties");

    Map<String, String> found = StoredSample.values(StoredSample.decode(name, sample));

    // Components that came later may be in what was found, too.
    assertThat(sample.stringPropertyNames()).hasSizeGreaterThan(3);
    for (String path : sample.stringPropertyNames()) {
      if (path.startsWith(name)) {
        assertThat(found).containsEntry(path, sample.getProperty(path));
      }
    }
  }

  private static Properties read(String resource) throws IOException {
    Properties properties = new Properties();
    try (var in = OldSamplesStillLoadTest.class.getResourceAsStream(resource)) {
      assertThat(in).as(resource).isNotNull();
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return properties;
  }
}
