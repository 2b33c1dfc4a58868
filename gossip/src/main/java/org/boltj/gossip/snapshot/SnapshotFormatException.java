package org.boltj.gossip.snapshot;

import java.io.IOException;

/**
 * A file is not what it should be. The message begins with the file, and says the place in it and
 * the field where there are any: {@code graph.json, line 7, column 12, field /edges/3/capacity:
 * ...}
 */
public final class SnapshotFormatException extends IOException {
  private static final long serialVersionUID = 1;

  private final String file;
  private final String place;
  private final String reason;

  /**
   * An error in a file.
   *
   * @param place line, column, byte and field, as far as there are such; may be empty
   * @param reason what is wrong there
   */
  public SnapshotFormatException(String file, String place, String reason) {
    super(file + (place.isEmpty() ? "" : ", " + place) + ": " + reason);
    this.file = file;
    this.place = place;
    this.reason = reason;
  }

  /** The file's name. */
  public String file() {
    return file;
  }

  /** Line, column, byte and field, as far as there are such. */
  public String place() {
    return place;
  }

  /** What is wrong. */
  public String reason() {
    return reason;
  }
}
