package org.boltj.gossip.snapshot;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One row of a CSV file with a header; fields are asked for by the names in the header. */
final class CsvRow {
  private static final CsvFactory FACTORY =
      CsvFactory.builder()
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS)
          .build();

  /** What to do with a row. */
  interface Each {
    void read(CsvRow row) throws IOException;
  }

  private final String file;
  private final Map<String, String> fields = new HashMap<>();
  private int line;

  private CsvRow(String file) {
    this.file = file;
  }

  /** Reads a whole file row by row; the row is reused. */
  static void readAll(InputStream in, String file, Each each) throws IOException {
    CsvRow row = new CsvRow(file);
    try (CsvParser parser = FACTORY.createParser(in)) {
      parser.setSchema(CsvSchema.emptySchema().withHeader());
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        row.fill(parser);
        each.read(row);
      }
    } catch (JacksonException e) {
      throw new SnapshotFormatException(file, JsonInput.place(e), e.getOriginalMessage());
    } catch (CharConversionException | MalformedInputException e) {
      throw new SnapshotFormatException(file, "", "not in UTF-8: " + e.getMessage());
    }
  }

  private void fill(CsvParser parser) throws IOException {
    fields.clear();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      // The parser is at the row before when it says that a row begins.
      line = parser.currentTokenLocation().getLineNr();
      fields.put(name, parser.getText());
    }
  }

  /** The field, or null when it is empty or there is no such column. */
  @Nullable String optional(String name) {
    String text = fields.get(name);
    return text == null || text.isEmpty() ? null : text;
  }

  /** A field made of text; what the function refuses is an error here. */
  <T> T value(String name, Function<String, T> function) throws IOException {
    String text = optional(name);
    if (text == null) {
      throw error(name, fields.containsKey(name) ? "is empty" : "there is no such column");
    }
    try {
      return function.apply(text);
    } catch (IllegalArgumentException e) {
      throw error(name, String.valueOf(e.getMessage()));
    }
  }

  long number(String name, long least, long most) throws IOException {
    return value(name, text -> FieldText.number(text, least, most));
  }

  /** A number, or another one when there is none. */
  long number(String name, long least, long most, long missing) throws IOException {
    return optional(name) == null ? missing : number(name, least, most);
  }

  SnapshotFormatException error(String field, String reason) {
    return new SnapshotFormatException(file, "line " + line + ", field " + field, reason);
  }
}
