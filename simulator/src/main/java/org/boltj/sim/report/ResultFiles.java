package org.boltj.sim.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.boltj.base.Bytes;
import org.boltj.crypto.Hash;

/**
 * The files of a result. The three of numbers are the same for the same settings on every machine;
 * the chart is where the fonts are.
 */
public final class ResultFiles {
  static final String PAYMENTS = "payments.csv";
  static final String SUMMARY_CSV = "summary.csv";
  static final String SUMMARY_JSON = "summary.json";
  static final String CHART = "charts.png";
  static final String SUMS = "SHA256SUMS";

  private final Map<String, Bytes> files = new LinkedHashMap<>();
  private final Bytes sha256;

  private ResultFiles(SimulationResult result) {
    putText(PAYMENTS, result.paymentsCsv());
    putText(SUMMARY_CSV, result.summaryCsv());
    putText(SUMMARY_JSON, result.summaryJson());
    this.sha256 = Hash.sha256(files.values().toArray(Bytes[]::new));
  }

  /** The files of numbers. */
  public static ResultFiles of(SimulationResult result) {
    return new ResultFiles(result);
  }

  /**
   * With the chart beside them.
   *
   * @throws IOException when the chart cannot be drawn, as on a machine without any font
   */
  public static ResultFiles withChart(SimulationResult result) throws IOException {
    ResultFiles all = new ResultFiles(result);
    try {
      all.files.put(CHART, Bytes.wrap(Charts.png(result.payments())));
    } catch (RuntimeException | LinkageError e) {
      throw new IOException("this machine cannot draw: " + e, e);
    }
    return all;
  }

  private void putText(String name, String text) {
    files.put(name, Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** SHA-256 of payments.csv, summary.csv and summary.json, one after the other. */
  public Bytes sha256() {
    return sha256;
  }

  /** One line a file, as {@code sha256sum} writes and checks them. */
  public String sums() {
    StringBuilder sums = new StringBuilder();
    files.forEach(
        (name, content) ->
            sums.append(Hash.sha256(content)).append("  ").append(name).append('\n'));
    return sums.toString();
  }

  /**
   * Writes all files and {@code SHA256SUMS} into the folder, which is made when it is not there.
   */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, Bytes> file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue().toArray());
    }
    Files.writeString(folder.resolve(SUMS), sums());
  }
}
