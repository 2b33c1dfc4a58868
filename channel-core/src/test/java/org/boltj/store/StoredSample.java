package org.boltj.store;

import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.channel.Frozen;
import org.boltj.channel.PersistentState;
import org.boltj.codec.DecodeException;
import org.boltj.gossip.scoring.ChannelDirection;
import org.boltj.gossip.scoring.LearntScores;
import org.boltj.gossip.scoring.LearntScoresCodec;
import org.boltj.gossip.scoring.LiquidityScorer;
import org.boltj.payment.InvoiceRecord;
import org.boltj.payment.PaymentRecord;
import org.boltj.tx.Transaction;

/**
 * A record as a program of some version wrote it, with all values that were in it. Samples are
 * written once for each version, by {@link #main}, and never again; only when a component of a
 * record gets another name, its name in the samples changes.
 */
final class StoredSample {
  /** The records of version 1. Closing and others are states of a channel. */
  private static final List<String> VERSION_1 =
      List.of(
          "WaitForFundingConfirmed",
          "WaitForChannelReady",
          "Normal",
          "ShuttingDown",
          "NegotiatingClose",
          "Closing",
          "Closed",
          "DataLoss",
          "Frozen",
          "InvoiceRecord",
          "PaymentRecord",
          "ChainTrail");

  /** Samples of that directory among the resources. */
  static List<String> names(String directory) {
    if (directory.endsWith("/attempts")) {
      return List.of("PaymentRecord", "LearntScores");
    }
    List<String> names = new ArrayList<>(VERSION_1);
    if (!directory.endsWith("/version1")) {
      names.add("Unproven");
    }
    return names;
  }

  /** All values that were in the sample, by their path. */
  static Map<String, String> expected(String directory, String name) throws IOException {
    Properties sample = read(directory, name);
    Map<String, String> expected = new TreeMap<>();
    sample.forEach(
        (path, value) -> {
          if (path.toString().startsWith(name)) {
            expected.put(path.toString(), value.toString());
          }
        });
    return expected;
  }

  static Properties read(String directory, String name) throws IOException {
    String resource = directory + "/" + name + ".properties";
    Properties properties = new Properties();
    try (var in = StoredSample.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException(resource + " is missing");
      }
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return properties;
  }

  private StoredSample() {}

  static Object decode(String name, Properties sample) throws StoreException {
    return switch (name) {
      case "InvoiceRecord" -> InvoiceCodec.decode(bytes(sample, "record"));
      case "PaymentRecord" -> PaymentCodec.decode(bytes(sample, "record"));
      case "ChainTrail" -> ChainTrailCodec.decode(bytes(sample, "record"));
      case "LearntScores" -> scores(bytes(sample, "record"));
      default ->
          new ChannelRecord(
                  bytes(sample, "params"), bytes(sample, "secrets"), bytes(sample, "state"))
              .decode();
    };
  }

  private static LearntScores scores(Bytes record) throws StoreException {
    try {
      return LearntScoresCodec.decode(record);
    } catch (DecodeException e) {
      throw new StoreException("no scores", e);
    }
  }

  private static Bytes bytes(Properties sample, String key) {
    return Bytes.fromHex(sample.getProperty(key));
  }

  /** All values in the record, by their path. */
  static Map<String, String> values(Object record) {
    Map<String, String> values = new TreeMap<>();
    collect(record.getClass().getSimpleName(), record, values);
    return values;
  }

  private static void collect(String path, Object value, Map<String, String> values) {
    switch (value) {
      case Optional<?> optional ->
          optional.ifPresentOrElse(
              present -> collect(path, present, values), () -> values.put(path, "absent"));
      case List<?> list -> {
        values.put(path + ".size", Integer.toString(list.size()));
        for (int i = 0; i < list.size(); i++) {
          collect(path + "." + i, list.get(i), values);
        }
      }
      case Transaction transaction -> values.put(path, transaction.serialize().toHex());
      case Features features -> values.put(path, features.encode().toHex());
      case Record record -> collectComponents(path, record, values);
      default -> values.put(path, value.toString());
    }
  }

  private static void collectComponents(String path, Record record, Map<String, String> values) {
    if (record.getClass().getRecordComponents().length == 0) {
      values.put(path, record.getClass().getSimpleName());
    }
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        collect(path + "." + component.getName(), component.getAccessor().invoke(record), values);
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(path, e);
      }
    }
  }

  /** Writes new samples into the directory. */
  public static void main(String... args) throws IOException, ReflectiveOperationException {
    for (String name : names("/stored/" + Path.of(args[0]).getFileName())) {
      Object record = draw(name);
      List<String> lines = new ArrayList<>();
      switch (record) {
        case PersistentState state -> {
          ChannelRecord encoded = ChannelRecord.encode(state);
          lines.add("params=" + encoded.params());
          lines.add("secrets=" + encoded.secrets());
          lines.add("state=" + encoded.state());
        }
        case InvoiceRecord invoice -> lines.add("record=" + InvoiceCodec.encode(invoice));
        case PaymentRecord payment -> lines.add("record=" + PaymentCodec.encode(payment));
        case ChainTrail trail -> lines.add("record=" + ChainTrailCodec.encode(trail));
        case LearntScores learnt -> lines.add("record=" + LearntScoresCodec.encode(learnt));
        default -> throw new IllegalArgumentException(name);
      }
      values(record).forEach((path, value) -> lines.add(path + "=" + value));
      Files.write(Path.of(args[0], name + ".properties"), lines);
    }
  }

  private static LearntScores learntScores() {
    RandomRecords random = new RandomRecords(1);
    LiquidityScorer scorer = new LiquidityScorer();
    long now = 1_700_000_000L;
    for (int i = 0; i < 6; i++) {
      ChannelDirection channel = new ChannelDirection(ShortChannelId.of(800_000, i / 2, 1), i % 2);
      scorer.channelFailed(channel, MilliSatoshi.of(1_000_000_000L * (i + 1)), now + i);
      scorer.channelSucceeded(channel, MilliSatoshi.of(1_000_000L * (i + 1)), now + 10 * i);
      scorer.channelFaulty(channel, now + 100 * i);
    }
    scorer.nodeFailed(random.draw(PublicKey.class), now);
    return scorer.learnt();
  }

  /** Of many, the one that has most of what may be absent. */
  private static Object draw(String name) throws ReflectiveOperationException {
    if (name.equals("LearntScores")) {
      return learntScores();
    }
    String inPackage =
        switch (name) {
          case "InvoiceRecord", "PaymentRecord" -> InvoiceRecord.class.getPackageName();
          case "ChainTrail" -> ChainTrail.class.getPackageName();
          default -> Frozen.class.getPackageName();
        };
    Class<?> type = Class.forName(inPackage + "." + name);
    return LongStream.range(0, 500)
        .<Object>mapToObj(seed -> new RandomRecords(seed).draw(type))
        .min(
            Comparator.comparingInt(
                record -> Collections.frequency(values(record).values(), "absent")))
        .orElseThrow();
  }
}
