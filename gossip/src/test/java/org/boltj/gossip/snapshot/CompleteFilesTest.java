package org.boltj.gossip.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.boltj.gossip.snapshot.CompleteFiles.Wanted;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old files or new ones, whole, and never old beside new. */
class CompleteFilesTest {
  private static final GraphSnapshot OLD = NetworkGenerator.generate(1, 20, 40);
  private static final GraphSnapshot NEW = NetworkGenerator.generate(2, 20, 40);

  @TempDir private Path folder;
  private Path channels = Path.of("");
  private Path nodes = Path.of("");

  @BeforeEach
  void oldPair() throws Exception {
    channels = folder.resolve("a-channels.csv");
    nodes = folder.resolve("a-nodes.csv");
    SnapshotFiles.write(OLD, SnapshotFormat.CSV, channels);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static Wanted broken(Path file) {
    return new Wanted(
        file,
        out -> {
          out.write(1);
          throw new IOException("No space left on device");
        });
  }

  @Test
  void aPairOfWhichOneCannotBeWrittenStaysAsItWas() throws Exception {
    Wanted good = new Wanted(channels, out -> out.write(1));
    assertThatIOException()
        .isThrownBy(() -> CompleteFiles.write(List.of(good, broken(nodes))))
        .withMessage(nodes + ": No space left on device");
    assertThat(names()).containsExactly("a-channels.csv", "a-nodes.csv");
    assertThat(SnapshotFiles.read(channels)).isEqualTo(OLD);
  }

  @Test
  void whatAKilledProcessLeftIsReplaced() throws Exception {
    Files.writeString(folder.resolve("a-channels.csv.part"), "half of something".repeat(9_000));
    Files.writeString(folder.resolve("a-nodes.csv.part"), "");
    SnapshotFiles.write(NEW, SnapshotFormat.CSV, channels);
    assertThat(names()).containsExactly("a-channels.csv", "a-nodes.csv");
    assertThat(SnapshotFiles.read(nodes)).isEqualTo(NEW);
  }

  /** Between the two moves a process may be killed: there are no nodes then, rather than others. */
  @Test
  void newChannelsNeverStandBesideOldNodes() throws Exception {
    Path inTheWay = Files.createDirectory(folder.resolve("b-channels.csv"));
    Files.createFile(inTheWay.resolve("file"));
    // The first move fails, as if the process had ended there.
    assertThatIOException()
        .isThrownBy(
            () ->
                CompleteFiles.write(
                    List.of(
                        new Wanted(
                            channels,
                            out -> {
                              out.write(1);
                              moveAway(inTheWay);
                            }),
                        new Wanted(nodes, out -> out.write(1)))))
        .withMessageStartingWith(channels + ": ");
    assertThat(nodes).doesNotExist();
    assertThatIOException()
        .isThrownBy(() -> SnapshotFiles.read(folder.resolve("c-channels.csv")))
        .isInstanceOf(NoSuchFileException.class);
  }

  /** Puts a folder that is not empty in the place of the file of channels. */
  private void moveAway(Path inTheWay) {
    try {
      Files.move(channels, folder.resolve("c-channels.csv"));
      Files.move(inTheWay, Objects.requireNonNull(channels));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aLinkIsFollowed() throws Exception {
    Path store = Files.createDirectory(folder.resolve("store"));
    Path file = store.resolve("network");
    SnapshotFiles.write(OLD, SnapshotFormat.COMPACT, file);
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    SnapshotFiles.write(NEW, SnapshotFormat.COMPACT, link);
    assertThat(link).isSymbolicLink();
    assertThat(SnapshotFiles.read(file)).isEqualTo(NEW);
  }
}
