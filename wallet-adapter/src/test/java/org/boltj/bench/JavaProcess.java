package org.boltj.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Other processes with this one's Java and classes. */
public final class JavaProcess {
  private JavaProcess() {}

  /** A process that runs a class's main; it begins quickly rather than becoming fast. */
  public static ProcessBuilder of(Class<?> main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-classpath",
                // Surefire's own class path names a jar that names the classes.
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }
}
