import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks or applies google-java-format to every Java file below a folder, in one JVM.
 *
 * <p>Arguments: {@code check} or {@code apply}, the folder, and a file that remembers which files
 * were found well formatted. The parser behind google-java-format is the one of the JDK it runs on,
 * so the build starts this program with its own JDK rather than inside Maven's.
 */
final class Format {
  private static final Formatter FORMATTER = new Formatter();

  private final Set<String> clean = new ConcurrentSkipListSet<>();
  private final Set<String> wrong = new ConcurrentSkipListSet<>();
  private final boolean apply;

  private Format(boolean apply) {
    this.apply = apply;
  }

  public static void main(String[] args) throws IOException {
    var format = new Format(args[0].equals("apply"));
    Path root = Path.of(args[1]);
    Path memory = Path.of(args[2]);
    Set<String> known =
        Files.exists(memory) ? new TreeSet<>(Files.readAllLines(memory)) : new TreeSet<>();
    sources(root).parallelStream().forEach(file -> format.visit(file, known));
    Files.createDirectories(memory.getParent());
    Files.write(memory, format.clean);
    if (!format.wrong.isEmpty()) {
      System.err.println("Not in the format of google-java-format:");
      format.wrong.forEach(file -> System.err.println("  " + file));
      System.err.println("Put it right with: mvn -N verify -Dformat");
      System.exit(1);
    }
  }

  private static List<Path> sources(Path root) throws IOException {
    try (Stream<Path> modules = Files.list(root)) {
      return modules
          .filter(dir -> Files.isDirectory(dir.resolve("src")) || dir.endsWith(".mvn"))
          .flatMap(Format::javaFiles)
          .collect(Collectors.toList());
    }
  }

  private static Stream<Path> javaFiles(Path module) {
    Path src = module.resolve("src");
    try (Stream<Path> files = Files.walk(Files.isDirectory(src) ? src : module)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void visit(Path file, Set<String> known) {
    try {
      String state = state(file);
      if (known.contains(state) || put(file)) {
        clean.add(state(file));
      }
    } catch (FormatterException e) {
      wrong.add(file + ": " + Optional.ofNullable(e.getMessage()).orElse(e.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean put(Path file) throws IOException, FormatterException {
    String before = Files.readString(file);
    String after = FORMATTER.formatSourceAndFixImports(before);
    if (after.equals(before)) {
      return true;
    }
    if (apply) {
      Files.writeString(file, after);
      return true;
    }
    wrong.add(file.toString());
    return false;
  }

  private static String state(Path file) throws IOException {
    return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
  }
}
