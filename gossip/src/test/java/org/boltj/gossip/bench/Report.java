package org.boltj.gossip.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that was measured, as JSON and as a table for people. Written anew after each part, so that
 * what was measured is there whatever comes after.
 */
final class Report {
  /**
   * What was measured on one graph, or on none.
   *
   * @param about facts about the graph
   */
  record Section(String title, Map<String, Object> about, List<Figure> figures) {}

  private final Path directory;
  private final List<Section> sections = new ArrayList<>();
  private final Map<String, String> notes = new LinkedHashMap<>();

  Report(Path directory) {
    this.directory = directory;
  }

  /** What is added from now on is about that. */
  void begin(String title, Map<String, Object> about) {
    sections.add(new Section(title, about, new ArrayList<>()));
  }

  void add(Figure figure) {
    sections.get(sections.size() - 1).figures().add(figure);
  }

  /** A sentence that belongs under the tables. */
  void note(String about, String text) {
    notes.put(about, text);
  }

  /**
   * Writes {@code router.json} and {@code router.txt}.
   *
   * @throws IOException when a file cannot be written
   */
  void write() throws IOException {
    Files.createDirectories(directory);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("machine", machine());
    all.put("notes", notes);
    all.put("sections", sections);
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(directory.resolve("router.json").toFile(), all);
    Files.writeString(directory.resolve("router.txt"), text());
  }

  /** The tables, with the notes below. */
  String text() {
    StringBuilder text = new StringBuilder(String.join(", ", describe(machine()))).append("\n");
    for (Section section : sections) {
      text.append("\n").append(section.title()).append("\n");
      text.append(String.join(", ", describe(section.about()))).append("\n");
      text.append(TextTables.of(section.figures()));
    }
    notes.forEach((about, note) -> text.append("\n").append(about).append(": ").append(note));
    return text.append("\n").toString();
  }

  private static List<String> describe(Map<String, Object> facts) {
    return facts.entrySet().stream().map(fact -> fact.getKey() + " " + fact.getValue()).toList();
  }

  private static Map<String, Object> machine() {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("java", Runtime.version().toString());
    machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    machine.put("cores", Runtime.getRuntime().availableProcessors());
    machine.put("max_heap_mib", Runtime.getRuntime().maxMemory() >> 20);
    return machine;
  }
}
