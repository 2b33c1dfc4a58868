package org.boltj.gossip.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;

/**
 * Begins a new line at every entry of a list, so that a line number tells which one is meant, and
 * spends no other white space.
 */
final class LinePerEntry extends MinimalPrettyPrinter {
  private static final long serialVersionUID = 1;

  @Override
  public void beforeArrayValues(JsonGenerator json) throws IOException {
    json.writeRaw('\n');
  }

  @Override
  public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
    json.writeRaw(",\n");
  }
}
