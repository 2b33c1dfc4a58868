package org.boltj.gossip.snapshot;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The formats of files that hold a network. */
public enum SnapshotFormat {
  /** LND's {@code describegraph}: one JSON file. Loses only the chain. */
  LND("lnd"),

  /**
   * Core Lightning's {@code listchannels} and {@code listnodes}: two JSON files. Loses the chain,
   * inbound fees, and channels of which no direction is known.
   */
  CLN("cln"),

  /** Two CSV files, of nodes and of channels. Loses only the chain. */
  CSV("csv"),

  /** Our own binary file, see {@code CompactFormat} in the source. Loses nothing. */
  COMPACT("compact"),

  /**
   * LDK's rapid gossip sync, read in version 1 and 2, see {@link RapidGossip}, and written in
   * version 2 as a first message. Loses aliases, inbound fees, nodes without channels, and all
   * times but the latest.
   */
  RAPID_GOSSIP("rapid-gossip");

  private final String name;

  SnapshotFormat(String name) {
    this.name = name;
  }

  /** The format with that name. */
  public static SnapshotFormat parse(String name) {
    return Stream.of(values())
        .filter(format -> format.name.equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no format '"
                        + name
                        + "'; there are "
                        + Stream.of(values())
                            .map(SnapshotFormat::toString)
                            .collect(Collectors.joining(", "))));
  }

  /** How a command line names it. */
  @Override
  public String toString() {
    return name;
  }
}
