package org.boltj.gossip.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a file, the message names it as it was asked for, and the reason. */
class FileErrorsTest {
  private static final GraphSnapshot NETWORK = NetworkGenerator.generate(1, 20, 40);

  @TempDir private Path folder;

  private static void assertRefused(SnapshotFormat format, Path file, String reason) {
    assertThatIOException()
        .isThrownBy(() -> SnapshotFiles.write(NETWORK, format, file))
        .withMessage(file + ": " + reason);
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsWrittenWhereNoFileCanBe(SnapshotFormat format) throws Exception {
    assertRefused(format, folder.getRoot(), "is a folder");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertRefused(format, empty, "is a folder");
    assertRefused(format, folder.resolve("none/x"), "there is no folder " + folder.resolve("none"));
    assertThat(empty).isEmptyDirectory();
    assertThatIOException()
        .isThrownBy(() -> SnapshotFiles.write(NETWORK, format, Path.of("")))
        .withMessage(Path.of("").toAbsolutePath() + ": is a folder");
  }

  /** A device would be replaced by a file. */
  @Test
  void devicesStay() {
    Path device = Path.of("/dev/null");
    if (Files.exists(device)) {
      assertRefused(SnapshotFormat.COMPACT, device, "is not a file");
    }
  }

  @Test
  void whatCannotBeReadIsNamed() {
    assertThatIOException()
        .isThrownBy(() -> SnapshotFiles.read(folder))
        .withMessage(folder + ": is a folder");
    Path none = folder.resolve("none");
    assertThatIOException()
        .isThrownBy(() -> SnapshotFiles.readRapidGossip(none))
        .withMessage(none + ": there is no such file");
  }

  @Test
  void whatTheOperatingSystemSaysIsCompleted() {
    Path file = folder.resolve("a");
    String part = file + ".part";
    assertThat(FileErrors.of(file, new AccessDeniedException(part)))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessage(file + ": permission denied");
    assertThat(FileErrors.of(file, new NoSuchFileException(part)))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(file + ": there is no such file");
    assertThat(FileErrors.of(file, new FileSystemException(part, null, "File name too long")))
        .hasMessage(file + ": File name too long");
    assertThat(FileErrors.of(file, new IOException("No space left on device")))
        .hasMessage(file + ": No space left on device");
    IOException complete = new SnapshotFormatException("a", "", "cut off");
    assertThat(FileErrors.of(file, complete)).isSameAs(complete);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u007fELF\u0002\u0001\u0001", "hello", "<xml/>", "a,b\n1,2\n", "PK"})
  void whatHoldsNoNetworkIsNotTakenForHalfOfOne(String text) throws Exception {
    Path file = folder.resolve("file");
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    assertThatIOException()
        .isThrownBy(() -> SnapshotFiles.read(file))
        .isInstanceOf(SnapshotFormatException.class)
        .withMessageStartingWith(file + ": holds no network in any known format");
  }

  /** Shells of Windows write such marks. */
  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void marksOfByteOrderStandBeforeJson(String encoding) throws Exception {
    Path json = folder.resolve("a.json");
    SnapshotFiles.write(NETWORK, SnapshotFormat.LND, json);
    Files.write(json, ("\ufeff" + Files.readString(json)).getBytes(Charset.forName(encoding)));
    assertThat(SnapshotFiles.read(json)).isEqualTo(NETWORK);
  }

  @Test
  void aMarkOfByteOrderStandsBeforeCsv() throws Exception {
    SnapshotFiles.write(NETWORK, SnapshotFormat.CSV, folder.resolve("a.csv"));
    for (String name : new String[] {"a-nodes.csv", "a-channels.csv"}) {
      Path csv = folder.resolve(name);
      Files.writeString(csv, "\ufeff" + Files.readString(csv));
    }
    assertThat(SnapshotFiles.read(folder.resolve("a-nodes.csv"))).isEqualTo(NETWORK);
  }
}
