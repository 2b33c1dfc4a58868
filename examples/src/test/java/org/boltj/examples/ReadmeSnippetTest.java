package org.boltj.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the README shows is what was compiled. */
class ReadmeSnippetTest {
  private static final Path MODULE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  private static final Path SOURCE =
      MODULE.resolve("src/main/java/org/boltj/examples/PayOnRegtest.java");
  private static final Path README = MODULE.resolveSibling("README.md");

  @Test
  void the_readme_shows_the_core_of_the_first_example() throws IOException {
    List<String> lines = Files.readAllLines(SOURCE);
    int begin = lines.indexOf("    // README: begin");
    int end = lines.indexOf("    // README: end");
    assertThat(begin).isPositive().isLessThan(end);
    String snippet = String.join("\n", lines.subList(begin + 1, end)).stripIndent();
    assertThat(Files.readString(README)).contains("```java\n" + snippet + "\n```\n");
  }
}
