package org.boltj.gossip.snapshot;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.boltj.gossip.snapshot.CompleteFiles.Content;
import org.boltj.gossip.snapshot.CompleteFiles.Wanted;

/**
 * Networks in files, see {@link SnapshotFormat}. Any file may be packed with gzip.
 *
 * <p>Formats of two files are named by either of them: one has {@code channels} in its name, where
 * the other has {@code nodes}. The file of nodes may be missing for Core Lightning's format, and
 * both lists may be in one file.
 */
public final class SnapshotFiles {
  private static final int GZIP_FIRST_BYTE = 0x1f;
  private static final String CHANNELS = "channels";
  private static final String NODES = "nodes";

  private SnapshotFiles() {}

  /**
   * Reads a file, whose format is told from its content. Either all of it is read, or nothing.
   *
   * @throws SnapshotFormatException when it is not what it should be, with the place
   * @throws IOException when there is no such file, or it cannot be read; the message begins with
   *     the file and says why
   */
  public static GraphSnapshot read(Path file) throws IOException {
    return switch (formatOf(file)) {
      case LND -> read(file, LndGraphReader::read);
      case CLN -> readCln(file);
      case CSV -> readCsv(file);
      case COMPACT -> read(file, CompactReader::read);
      case RAPID_GOSSIP -> read(file, RapidGossip::read).toSnapshot();
    };
  }

  /** The format of a file, told from the first bytes that decide it. */
  public static SnapshotFormat formatOf(Path file) throws IOException {
    return read(file, FormatGuess::of);
  }

  /** Reads a rapid gossip message, to be applied to a graph that is there already. */
  public static RapidGossip readRapidGossip(Path file) throws IOException {
    return read(file, RapidGossip::read);
  }

  /**
   * Writes a file, or two: then {@code a.json} stands for {@code a-channels.json} and {@code
   * a-nodes.json}. They are packed when the name ends in {@code .gz}. A file is there when it is
   * complete, and not before; until then it is {@code <name>.part}. Whenever the process is killed,
   * there are no channels of one network beside the nodes of another: the nodes may be missing.
   *
   * @throws IOException with the file and the reason; when one cannot be written, those of before
   *     stay
   */
  public static void write(GraphSnapshot graph, SnapshotFormat format, Path file)
      throws IOException {
    FileErrors.checkTarget(file);
    JsonGraphWriter json = new JsonGraphWriter(graph);
    CsvGraphWriter csv = new CsvGraphWriter(graph);
    CompleteFiles.write(
        switch (format) {
          case LND -> List.of(new Wanted(file, json::writeLnd));
          case CLN -> pair(file, json::writeClnChannels, json::writeClnNodes);
          case CSV -> pair(file, csv::writeChannels, csv::writeNodes);
          case COMPACT -> List.of(new Wanted(file, out -> CompactWriter.write(graph, out)));
          case RAPID_GOSSIP ->
              List.of(new Wanted(file, out -> RapidGossipWriter.write(graph, out)));
        });
  }

  private static List<Wanted> pair(Path file, Content channels, Content nodes) {
    return List.of(
        new Wanted(partner(file, CHANNELS), channels), new Wanted(partner(file, NODES), nodes));
  }

  // ---- reading ----

  private interface Reader<T> {
    T read(InputStream in, String file) throws IOException;
  }

  private static <T> T read(Path file, Reader<T> reader) throws IOException {
    try (InputStream in = unpacked(new BufferedInputStream(Files.newInputStream(file)))) {
      return reader.read(in, file.toString());
    } catch (EOFException e) {
      throw new SnapshotFormatException(file.toString(), "", "cut off");
    } catch (ZipException e) {
      throw new SnapshotFormatException(file.toString(), "", "damaged: " + e.getMessage());
    } catch (IOException e) {
      throw FileErrors.of(file, e);
    }
  }

  private static InputStream unpacked(InputStream in) throws IOException {
    in.mark(1);
    int first = in.read();
    in.reset();
    return first == GZIP_FIRST_BYTE ? new BufferedInputStream(new GZIPInputStream(in)) : in;
  }

  private static GraphSnapshot readCln(Path file) throws IOException {
    ClnGraphReader reader = new ClnGraphReader();
    Path nodes = partner(file, NODES);
    Path channels = partner(file, CHANNELS);
    boolean isPair = !nodes.equals(channels) && (file.equals(nodes) || file.equals(channels));
    for (Path part : new Path[] {isPair ? channels : file, nodes}) {
      if (part.equals(file) || isPair && (part.equals(channels) || Files.exists(part))) {
        read(
            part,
            (in, name) -> {
              reader.read(in, name);
              return reader;
            });
      }
    }
    return reader.build();
  }

  private static GraphSnapshot readCsv(Path file) throws IOException {
    CsvGraphReader reader = new CsvGraphReader();
    read(
        partner(file, NODES),
        (in, name) -> {
          reader.readNodes(in, name);
          return reader;
        });
    return read(partner(file, CHANNELS), reader::readChannels);
  }

  /**
   * The file of the nodes or of the channels, if the file's name says either; else the name with
   * that word.
   */
  private static Path partner(Path file, String word) {
    String name = file.getFileName().toString();
    String other = word.equals(NODES) ? CHANNELS : NODES;
    if (name.contains(word)) {
      return file;
    }
    int at = name.lastIndexOf(other);
    if (at >= 0) {
      return file.resolveSibling(
          name.substring(0, at) + word + name.substring(at + other.length()));
    }
    int dot = name.indexOf('.') < 0 ? name.length() : name.indexOf('.');
    return file.resolveSibling(name.substring(0, dot) + "-" + word + name.substring(dot));
  }
}
