package org.boltj.gossip.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.boltj.gossip.scoring.LearntScoresFuzzTarget;
import org.boltj.gossip.snapshot.CompactSnapshotFuzzTarget;
import org.boltj.gossip.snapshot.CsvGraphsFuzzTarget;
import org.boltj.gossip.snapshot.JsonGraphsFuzzTarget;
import org.boltj.gossip.snapshot.RapidGossipFuzzTarget;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The saved inputs of the fuzzer, findings of the past among them, and a few changes of each.
 * {@code mvn -q -Dfast test-compile exec:exec@fuzz -Dfuzz=30m} looks for new ones.
 */
class FuzzCorpusTest {
  private static final Path CORPUS = Path.of("src/test/resources/fuzz");
  private static final int CHANGES = 4;

  private static final List<Class<?>> TARGETS =
      List.of(
          CompactSnapshotFuzzTarget.class,
          CsvGraphsFuzzTarget.class,
          JsonGraphsFuzzTarget.class,
          LearntScoresFuzzTarget.class,
          RapidGossipFuzzTarget.class);

  @TestFactory
  Stream<DynamicTest> saved_inputs() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Class<?> target : TARGETS) {
      MethodHandle entry = entry(target);
      List<byte[]> inputs = inputs(target);
      tests.add(
          dynamicTest(
              target.getSimpleName() + " " + inputs.size(),
              () -> {
                for (byte[] input : inputs) {
                  entry.invoke(input);
                }
              }));
      tests.add(dynamicTest(target.getSimpleName() + " changed", () -> change(entry, inputs)));
    }
    return tests.stream();
  }

  private static void change(MethodHandle entry, List<byte[]> inputs) throws Throwable {
    Random random = new Random(1);
    for (byte[] input : inputs) {
      for (int i = 0; i < CHANGES; i++) {
        byte[] changed = input.clone();
        for (int j = 1 + random.nextInt(3); j > 0 && changed.length > 0; j--) {
          changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        entry.invoke(changed);
      }
    }
  }

  @Test
  void each_target_has_its_inputs() throws IOException {
    try (Stream<Path> folders = Files.list(CORPUS)) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(TARGETS.stream().map(Class::getSimpleName).toList());
    }
  }

  private static MethodHandle entry(Class<?> target) {
    try {
      return MethodHandles.lookup()
          .findStatic(
              target, "fuzzerTestOneInput", MethodType.methodType(void.class, byte[].class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<byte[]> inputs(Class<?> target) throws IOException {
    List<byte[]> inputs = new ArrayList<>();
    try (Stream<Path> files = Files.list(CORPUS.resolve(target.getSimpleName()))) {
      for (Path file : files.sorted().toList()) {
        inputs.add(Files.readAllBytes(file));
      }
    }
    return inputs;
  }
}
