package org.boltj.gossip.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Figures as tables, one for each part. */
final class TextTables {
  private TextTables() {}

  static String of(List<Figure> figures) {
    Map<String, List<Figure>> parts = new LinkedHashMap<>();
    figures.forEach(f -> parts.computeIfAbsent(f.part(), part -> new ArrayList<>()).add(f));
    StringBuilder text = new StringBuilder();
    parts.forEach((part, rows) -> text.append(align(cells(part, rows))));
    return text.toString();
  }

  private static List<List<String>> cells(String part, List<Figure> figures) {
    Set<String> names = new LinkedHashSet<>();
    figures.forEach(figure -> names.addAll(figure.values().keySet()));
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of(part, "who"));
    head.addAll(names);
    head.addAll(List.of("aim", ""));
    rows.add(head);
    for (Figure figure : figures) {
      List<String> row = new ArrayList<>(List.of(figure.what(), figure.who()));
      names.forEach(name -> row.add(number(figure.values().get(name))));
      row.add(figure.aim().text());
      row.add(figure.aim().text().isEmpty() ? "" : figure.aim().met() ? "met" : "MISSED");
      rows.add(row);
    }
    return rows;
  }

  private static String number(Object value) {
    if (value instanceof Double number) {
      double size = Math.abs(number);
      String format = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.3f";
      return String.format(Locale.ROOT, format, number);
    }
    return value == null ? "" : value.toString();
  }

  private static String align(List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder("\n");
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        boolean isText = i < 2 || i >= columns - 2;
        line.append(
            String.format((isText ? "%-" : "%") + Math.max(1, widths[i]) + "s  ", row.get(i)));
      }
      text.append(line.toString().stripTrailing()).append("\n");
    }
    return text.toString();
  }
}
