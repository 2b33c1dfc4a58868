package org.boltj.sim.world;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.payment.RelayPolicy;

/**
 * The public network as LND's {@code describegraph} lists it, as far as a simulation can use it:
 * channels whose both ends have announced what they ask for and relay.
 */
final class DescribeGraph {
  /**
   * A channel of the list.
   *
   * @param policy1 of the first node
   * @param policy2 of the second node
   */
  record Channel(
      String node1, String node2, long capacitySat, RelayPolicy policy1, RelayPolicy policy2) {}

  private static final int MAX_EXPIRY_DELTA = 288;
  private static final long MAX_32_BITS = 0xffffffffL;

  private final List<Channel> channels;

  private DescribeGraph(List<Channel> channels) {
    this.channels = channels;
  }

  /**
   * Reads a list, packed with gzip or not.
   *
   * @throws IllegalArgumentException when the file cannot be read or holds something else
   */
  static DescribeGraph read(Path file) {
    try (InputStream in = open(file)) {
      JsonNode edges = new ObjectMapper().readTree(in).path("edges");
      List<Channel> channels = new ArrayList<>();
      edges.forEach(edge -> channel(edge).ifPresent(channels::add));
      if (channels.isEmpty()) {
        throw new IllegalArgumentException(
            file + " lists no channel under 'edges' whose both nodes relay");
      }
      return new DescribeGraph(channels);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(file + " is not JSON: " + e.getOriginalMessage(), e);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no file " + file, e);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
  }

  private static Optional<Channel> channel(JsonNode edge) {
    Optional<RelayPolicy> policy1 = policy(edge.path("node1_policy"));
    Optional<RelayPolicy> policy2 = policy(edge.path("node2_policy"));
    if (policy1.isEmpty() || policy2.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Channel(
            edge.path("node1_pub").asText(),
            edge.path("node2_pub").asText(),
            edge.path("capacity").asLong(),
            policy1.get(),
            policy2.get()));
  }

  private static Optional<RelayPolicy> policy(JsonNode policy) {
    if (!policy.isObject() || policy.path("disabled").asBoolean()) {
      return Optional.empty();
    }
    // Numbers may be written as strings.
    return Optional.of(
        new RelayPolicy(
            MilliSatoshi.of(bounded(policy.path("fee_base_msat").asLong(), MAX_32_BITS)),
            bounded(policy.path("fee_rate_milli_msat").asLong(), MAX_32_BITS),
            new CltvExpiryDelta(
                (int) bounded(policy.path("time_lock_delta").asLong(), MAX_EXPIRY_DELTA)),
            MilliSatoshi.of(bounded(policy.path("min_htlc").asLong(), MAX_32_BITS))));
  }

  private static long bounded(long value, long most) {
    return Math.min(Math.max(value, 0), most);
  }

  /** See {@link CoreOfGraph}. */
  Topology core(int nodes, int channelsPerNode) {
    return new CoreOfGraph(channels).topology(nodes, channelsPerNode);
  }
}
