package org.boltj.sim.report;

import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.boltj.sim.workload.PaymentOutcome;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/**
 * Four charts in one picture: success over time, hops, fees and delays. How letters look depends on
 * the fonts of the machine, so this file is not part of the hash of the results.
 */
final class Charts {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 420;
  private static final int SLICES = 20;

  private Charts() {}

  /** The picture as PNG. */
  static byte[] png(List<PaymentOutcome> payments) throws IOException {
    List<PaymentOutcome> paid = payments.stream().filter(PaymentOutcome::isPaid).toList();
    List<CategoryChart> charts =
        List.of(
            success(payments),
            counts("Hops of paid payments", "hops", paid, PaymentOutcome::hops),
            powers("Fees of paid payments", "fee, msat, from", paid, PaymentOutcome::feeMsat),
            powers("Delays of paid payments", "ms, from", paid, PaymentOutcome::delayMillis));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BitmapEncoder.saveBitmap(charts, 2, 2, out, BitmapEncoder.BitmapFormat.PNG);
    return out.toByteArray();
  }

  private static CategoryChart success(List<PaymentOutcome> payments) {
    List<String> slices = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    int count = Math.min(SLICES, payments.size());
    for (int slice = 0; slice < count; slice++) {
      int begin = (int) ((long) payments.size() * slice / count);
      int end = (int) ((long) payments.size() * (slice + 1) / count);
      long paid = payments.subList(begin, end).stream().filter(PaymentOutcome::isPaid).count();
      slices.add(Integer.toString(begin));
      shares.add(100.0 * paid / (end - begin));
    }
    return chart("Success rate", "payments from number", "paid, %", slices, shares);
  }

  private static CategoryChart counts(
      String title, String unit, List<PaymentOutcome> paid, ToLongFunction<PaymentOutcome> value) {
    SortedMap<Long, Double> counts = new TreeMap<>();
    paid.forEach(payment -> counts.merge(value.applyAsLong(payment), 1.0, Double::sum));
    return histogram(title, unit, counts);
  }

  /** Each bar holds the values up to the double of its own. */
  private static CategoryChart powers(
      String title, String unit, List<PaymentOutcome> paid, ToLongFunction<PaymentOutcome> value) {
    SortedMap<Long, Double> counts = new TreeMap<>();
    paid.forEach(
        payment -> counts.merge(Long.highestOneBit(value.applyAsLong(payment)), 1.0, Double::sum));
    return histogram(title, unit, counts);
  }

  private static CategoryChart histogram(
      String title, String unit, SortedMap<Long, Double> counts) {
    List<String> names = counts.keySet().stream().map(String::valueOf).toList();
    return chart(title, unit, "payments", names, List.copyOf(counts.values()));
  }

  private static CategoryChart chart(
      String title, String xTitle, String yTitle, List<String> names, List<Double> values) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 10));
    chart.getStyler().setXAxisLabelRotation(45);
    chart.getStyler().setYAxisMin(0.0);
    // A series without values cannot be drawn.
    boolean empty = names.isEmpty();
    chart.addSeries(title, empty ? List.of("-") : names, empty ? List.of(0.0) : values);
    return chart;
  }
}
