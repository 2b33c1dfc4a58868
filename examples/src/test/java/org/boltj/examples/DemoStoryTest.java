package org.boltj.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.util.Lists;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The demo runs to its end, and its last line tells what it has done. */
class DemoStoryTest {
  @Test
  @Timeout(value = 150, unit = TimeUnit.SECONDS)
  void every_satoshi_is_accounted_for() throws Exception {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
    Timeline timeline = new Timeline(out, false, System::nanoTime);

    timeline.last(Demo.run(timeline).toJson());

    List<String> lines = output.toString(StandardCharsets.UTF_8).lines().toList();
    JsonNode result = new ObjectMapper().readTree(lines.get(lines.size() - 1));
    assertThat(Lists.newArrayList(result.fieldNames()))
        .containsExactly(
            "demo",
            "nodes",
            "paid",
            "failed",
            "hops",
            "parts",
            "fees_msat",
            "onchain_sat_before",
            "onchain_sat_after",
            "miner_fees_sat");
    assertThat(result.path("demo").asText()).isEqualTo("ok");
    assertThat(result.path("nodes").asInt()).isEqualTo(4);
    assertThat(result.path("paid").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(result.path("failed").asInt()).isGreaterThanOrEqualTo(1);
    assertThat(result.path("hops").asInt()).isEqualTo(3);
    assertThat(result.path("parts").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(result.path("fees_msat").asLong()).isPositive();
    assertThat(result.path("miner_fees_sat").asLong()).isPositive();
    assertThat(result.path("onchain_sat_before").asLong())
        .isEqualTo(
            result.path("onchain_sat_after").asLong() + result.path("miner_fees_sat").asLong());
    assertThat(lines).anyMatch(line -> line.contains("carol answered temporary_channel_failure"));
  }
}
