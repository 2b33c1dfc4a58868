import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fuzzes every target of a module with Jazzer, one after the other, each in a JVM of its own.
 *
 * <p>A target is a test class whose name ends with {@code FuzzTarget} and that has {@code public
 * static void fuzzerTestOneInput(byte[])}; whatever it throws is a finding. Arguments: the time for
 * each target ({@code 30s}, {@code 30m}, {@code 2h}), the names of targets or {@code all}, and the
 * folder of the module. Runs on the class path of the module's tests.
 *
 * <p>Begins with the inputs in {@code src/test/resources/fuzz/<target>}, keeps what it learns in
 * {@code target/fuzz/<target>/corpus} for the next run, and leaves findings in {@code findings}.
 */
final class Fuzz {
  private static final Pattern EXECUTED = Pattern.compile("stat::number_of_executed_units: (\\d+)");
  private static final Pattern PROGRESS = Pattern.compile("#(\\d+)\\s.*cov: (\\d+)");

  private final Duration time;
  private final Path module;

  private Fuzz(Duration time, Path module) {
    this.time = time;
    this.module = module;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    var fuzz = new Fuzz(duration(args[0]), Path.of(args[2]));
    List<String> wanted = List.of(args[1].split(","));
    fuzz.refuseUnknown(wanted);
    int findings = 0;
    for (String target : fuzz.targets()) {
      if (wanted.contains("all") || wanted.contains(simpleName(target))) {
        findings += fuzz.run(target);
      }
    }
    System.exit(findings == 0 ? 0 : 1);
  }

  private static Duration duration(String text) {
    if (!text.matches("[1-9][0-9]*[smh]")) {
      System.err.println("A time is like 30s, 30m or 2h, not " + text);
      System.exit(2);
    }
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }

  /** A module runs those targets that it has; a name that no module has is a mistake. */
  private void refuseUnknown(List<String> wanted) throws IOException {
    List<String> known = new ArrayList<>(List.of("all"));
    try (Stream<Path> modules = Files.list(module.resolveSibling("."))) {
      for (Path tests : modules.map(each -> each.resolve("src/test/java")).toList()) {
        known.addAll(Files.isDirectory(tests) ? namesIn(tests) : List.of());
      }
    }
    List<String> unknown = wanted.stream().filter(name -> !known.contains(name)).toList();
    if (!unknown.isEmpty()) {
      System.err.printf("No such target: %s. There are %s%n", unknown, known);
      System.exit(2);
    }
  }

  private static List<String> namesIn(Path tests) throws IOException {
    try (Stream<Path> all = Files.walk(tests)) {
      return all.map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("FuzzTarget.java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .sorted()
          .toList();
    }
  }

  private List<String> targets() throws IOException {
    for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
      Path classes = Path.of(entry);
      if (classes.startsWith(module) && entry.endsWith("test-classes")) {
        try (Stream<Path> all = Files.walk(classes)) {
          return all.filter(file -> file.toString().endsWith("FuzzTarget.class"))
              .map(file -> className(classes.relativize(file)))
              .sorted()
              .collect(Collectors.toList());
        }
      }
    }
    return List.of();
  }

  private static String className(Path file) {
    String name = file.toString().replace(java.io.File.separatorChar, '.');
    return name.substring(0, name.length() - ".class".length());
  }

  private static String simpleName(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }

  /** Gives the number of findings. */
  private int run(String target) throws IOException, InterruptedException {
    String name = simpleName(target);
    Path work = module.resolve("target/fuzz").resolve(name);
    Path corpus = Files.createDirectories(work.resolve("corpus"));
    Path findings = Files.createDirectories(work.resolve("findings"));
    Path seeds = module.resolve("src/test/resources/fuzz").resolve(name);
    List<String> command = new ArrayList<>();
    Collections.addAll(
        command,
        ProcessHandle.current().info().command().orElse("java"),
        "-XX:+EnableDynamicAgentLoading",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Xmx1g",
        "-Xss4m",
        "-Djunit.jupiter.execution.parallel.enabled=false",
        "-classpath",
        System.getProperty("java.class.path"),
        "com.code_intelligence.jazzer.Jazzer",
        "--target_class=" + target,
        "--instrumentation_includes=org.boltj.**",
        "--custom_hook_includes=org.boltj.**",
        // The targets for RPC talk to loopback, which Jazzer takes for a hole.
        "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery",
        "--keep_going=1",
        "--reproducer_path=" + findings,
        "-artifact_prefix=" + findings + "/",
        "-max_total_time=" + time.toSeconds(),
        "-print_final_stats=1",
        "-timeout=30",
        "-len_control=20",
        "-rss_limit_mb=4096",
        corpus.toString());
    if (Files.isDirectory(seeds)) {
      command.add(seeds.toString());
    }
    long begun = System.nanoTime();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Outcome outcome = read(process, work.resolve("log.txt"));
    process.waitFor();
    report(name, outcome, (System.nanoTime() - begun) / 1e9, findings);
    return outcome.findings;
  }

  private static final class Outcome {
    private long inputs;
    private long coverage;
    private int findings;
  }

  private static Outcome read(Process process, Path log) throws IOException {
    Outcome outcome = new Outcome();
    try (BufferedReader lines = process.inputReader();
        PrintWriter kept = new PrintWriter(Files.newBufferedWriter(log))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        kept.println(line);
        Matcher executed = EXECUTED.matcher(line);
        Matcher progress = PROGRESS.matcher(line);
        if (executed.find()) {
          outcome.inputs = Long.parseLong(executed.group(1));
        } else if (progress.find()) {
          outcome.inputs = Math.max(outcome.inputs, Long.parseLong(progress.group(1)));
          outcome.coverage = Long.parseLong(progress.group(2));
        } else if (line.startsWith("== ") || line.contains("ERROR: libFuzzer")) {
          outcome.findings += line.startsWith("== libFuzzer") ? 0 : 1;
          System.out.println(line);
        }
      }
    }
    return outcome;
  }

  private void report(String name, Outcome outcome, double seconds, Path findings) {
    System.out.printf(
        Locale.ROOT,
        "%-28s %,13d inputs in %,6.0f s (%,7.0f/s), %,6d edges, %d findings%s%n",
        name,
        outcome.inputs,
        seconds,
        outcome.inputs / seconds,
        outcome.coverage,
        outcome.findings,
        outcome.findings == 0 ? "" : ": see " + findings);
  }
}
