package org.boltj.gossip.snapshot;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

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
   * @throws IOException when there is no such file, or it cannot be read
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
   * complete, and not before.
   */
  public static void write(GraphSnapshot graph, SnapshotFormat format, Path file)
      throws IOException {
    JsonGraphWriter json = new JsonGraphWriter(graph);
    CsvGraphWriter csv = new CsvGraphWriter(graph);
    switch (format) {
      case LND -> write(file, json::writeLnd);
      case CLN -> {
        write(partner(file, CHANNELS), json::writeClnChannels);
        write(partner(file, NODES), json::writeClnNodes);
      }
      case CSV -> {
        write(partner(file, CHANNELS), csv::writeChannels);
        write(partner(file, NODES), csv::writeNodes);
      }
      case COMPACT -> write(file, out -> CompactWriter.write(graph, out));
      case RAPID_GOSSIP -> write(file, out -> RapidGossipWriter.write(graph, out));
    }
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

  // ---- writing ----

  private interface Writer {
    void write(OutputStream out) throws IOException;
  }

  private static void write(Path file, Writer writer) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
      if (file.toString().endsWith(".gz")) {
        try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
          writer.write(packed);
        }
      } else {
        writer.write(out);
      }
    } catch (IOException e) {
      Files.deleteIfExists(part);
      throw e;
    }
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
