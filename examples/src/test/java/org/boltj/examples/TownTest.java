package org.boltj.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.boltj.node.LightningException;
import org.junit.jupiter.api.Test;

/** A demo leaves nothing behind, and closing it twice does no harm. */
class TownTest {
  @Test
  void closing_stops_the_nodes_and_deletes_their_files() throws Exception {
    Town town = new Town();
    Party eve = town.add("eve");
    Path directory = town.directory();
    assertThat(directory.resolve("eve.sqlite")).exists();

    town.close();
    town.close();

    assertThat(directory).doesNotExist();
    assertThatThrownBy(() -> eve.node().payments(0, 1).join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(LightningException.NodeStopped.class);
  }
}
