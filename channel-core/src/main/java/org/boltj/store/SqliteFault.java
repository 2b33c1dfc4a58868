package org.boltj.store;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** From an error of SQLite to one that tells an operator what to do. */
final class SqliteFault {
  private SqliteFault() {}

  static StoreException of(Path file, SQLException e) {
    SQLiteErrorCode code =
        e instanceof SQLiteException sqlite
            ? sqlite.getResultCode()
            : SQLiteErrorCode.UNKNOWN_ERROR;
    // Extended codes hold the primary one in the lowest byte.
    return switch (SQLiteErrorCode.getErrorCode(code.code & 0xff)) {
      case SQLITE_NOTADB ->
          refused(file, e, "it is not a SQLite database", "give another path, or move it away");
      case SQLITE_BUSY, SQLITE_LOCKED ->
          refused(file, e, "another program has locked it", "close that program and start again");
      case SQLITE_FULL ->
          refused(file, e, "the disk is full", "free some space and start again; nothing is lost");
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN, SQLITE_AUTH ->
          refused(
              file, e, "it cannot be written", "let this user write to it and to its directory");
      case SQLITE_CORRUPT -> damaged(file, String.valueOf(e.getMessage()));
      default -> refused(file, e, String.valueOf(e.getMessage()), "check the disk and start again");
    };
  }

  static StoreException damaged(Path file, String what) {
    return DatabaseFile.refused(
        file,
        "it is damaged (" + what + ")",
        "check the disk; do not go back to an older copy, because peers may then take all of"
            + " its channels");
  }

  private static StoreException refused(Path file, SQLException e, String problem, String remedy) {
    return DatabaseFile.refused(file, problem, remedy, e);
  }
}
