package org.boltj.gossip.snapshot;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;
import java.util.function.Function;

/** Reads JSON token by token; every error says where it is. */
final class JsonInput {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(20).maxStringLength(100_000).build())
          .build();

  /** What to do with one field of an object, or one element of an array. */
  interface Each {
    void read(String name) throws IOException;
  }

  private final JsonParser parser;
  private final String file;

  private JsonInput(JsonParser parser, String file) {
    this.parser = parser;
    this.file = file;
  }

  /** Reads a whole document that is an object. */
  static void readObject(InputStream in, String file, Function<JsonInput, Each> fields)
      throws IOException {
    try (JsonParser parser = FACTORY.createParser(in)) {
      JsonInput input = new JsonInput(parser, file);
      input.parser.nextToken();
      input.object(fields.apply(input));
      if (parser.nextToken() != null) {
        throw input.error("something stands after the end of the document");
      }
    } catch (JacksonException e) {
      throw new SnapshotFormatException(file, place(e), "not JSON: " + e.getOriginalMessage());
    } catch (CharConversionException | MalformedInputException e) {
      throw new SnapshotFormatException(file, "", "not in UTF-8: " + e.getMessage());
    }
  }

  /** Reads the current value, an object, field by field; each must be read or skipped. */
  void object(Each fields) throws IOException {
    expect(JsonToken.START_OBJECT, "an object");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      fields.read(name);
    }
  }

  /** Reads the current value, an array, element by element. */
  void array(Each elements) throws IOException {
    expect(JsonToken.START_ARRAY, "a list");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.read("");
    }
  }

  private void expect(JsonToken token, String what) throws IOException {
    if (parser.currentToken() != token) {
      throw error("should be " + what);
    }
  }

  boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  void skip() throws IOException {
    parser.skipChildren();
  }

  /** A string, or a number as it is written. */
  String text() throws IOException {
    if (!parser.currentToken().isScalarValue() || isNull()) {
      throw error("should be a string or a number");
    }
    return parser.getText();
  }

  /** A value made of text; what the function refuses is an error here. */
  <T> T value(Function<String, T> function) throws IOException {
    try {
      return function.apply(text());
    } catch (IllegalArgumentException e) {
      throw error(String.valueOf(e.getMessage()));
    }
  }

  /** A whole number, written as such or as a string. */
  long number(long least, long most) throws IOException {
    return value(text -> FieldText.number(text, least, most));
  }

  boolean bool() throws IOException {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      throw error("should be true or false");
    }
    return token == JsonToken.VALUE_TRUE;
  }

  /** An error at the current place. */
  SnapshotFormatException error(String reason) {
    return new SnapshotFormatException(
        file,
        place(parser.currentTokenLocation(), parser.getParsingContext().pathAsPointer().toString()),
        reason);
  }

  /** Where a document breaks off; of one that is nested too deep this is not told. */
  static String place(JacksonException e) {
    JsonLocation location = e.getLocation();
    return location == null ? "" : place(location, "");
  }

  private static String place(JsonLocation location, String field) {
    String place = "line " + location.getLineNr() + ", column " + location.getColumnNr();
    return field.isEmpty() ? place : place + ", field " + field;
  }
}
