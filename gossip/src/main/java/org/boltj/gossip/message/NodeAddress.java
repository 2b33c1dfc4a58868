package org.boltj.gossip.message;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;

/** An address descriptor: where a node can be reached (BOLT 7, "The node_announcement Message"). */
public sealed interface NodeAddress {
  /** The order in which a node_announcement lists addresses. */
  Comparator<NodeAddress> BY_TYPE = Comparator.comparingInt(NodeAddress::descriptorType);

  /** The type byte of the descriptor. */
  int descriptorType();

  /** Writes type and data. */
  void write(WireWriter out);

  /** 4 bytes of address. */
  record IpV4(Bytes address, int port) implements NodeAddress {
    public IpV4 {
      address.requireSize(4, "an IPv4 address");
    }

    @Override
    public int descriptorType() {
      return 1;
    }

    @Override
    public void write(WireWriter out) {
      out.u8(1).bytes(address).u16(port);
    }
  }

  /** 16 bytes of address. */
  record IpV6(Bytes address, int port) implements NodeAddress {
    public IpV6 {
      address.requireSize(16, "an IPv6 address");
    }

    @Override
    public int descriptorType() {
      return 2;
    }

    @Override
    public void write(WireWriter out) {
      out.u8(2).bytes(address).u16(port);
    }
  }

  /** A Tor v2 onion service: deprecated, kept only so that signatures stay right. */
  record TorV2(Bytes data) implements NodeAddress {
    public TorV2 {
      data.requireSize(12, "a Tor v2 descriptor");
    }

    @Override
    public int descriptorType() {
      return 3;
    }

    @Override
    public void write(WireWriter out) {
      out.u8(3).bytes(data);
    }
  }

  /** A Tor v3 onion service: 35 bytes of key, checksum and version. */
  record TorV3(Bytes onionAddress, int port) implements NodeAddress {
    public TorV3 {
      onionAddress.requireSize(35, "a Tor v3 address");
    }

    @Override
    public int descriptorType() {
      return 4;
    }

    @Override
    public void write(WireWriter out) {
      out.u8(4).bytes(onionAddress).u16(port);
    }
  }

  /** A DNS hostname of at most 255 bytes; ASCII by rule, but any bytes may come off the wire. */
  record DnsHostname(Bytes hostname, int port) implements NodeAddress {
    public DnsHostname {
      if (hostname.size() > 255) {
        throw new IllegalArgumentException("a hostname has at most 255 bytes: " + hostname.size());
      }
    }

    public static DnsHostname of(String hostname, int port) {
      return new DnsHostname(Bytes.wrap(hostname.getBytes(US_ASCII)), port);
    }

    /** Whether it holds only letters, digits, hyphens, dots and underscores. */
    public boolean isPlain() {
      return !hostname.isEmpty() && text().matches("[A-Za-z0-9._-]+");
    }

    public String text() {
      return new String(hostname.toArray(), US_ASCII);
    }

    @Override
    public int descriptorType() {
      return 5;
    }

    @Override
    public void write(WireWriter out) {
      out.u8(5).u8(hostname.size()).bytes(hostname).u16(port);
    }
  }

  /** A descriptor of unknown type with all that follows it, because its length is unknown. */
  record Unknown(int descriptorType, Bytes rest) implements NodeAddress {
    @Override
    public void write(WireWriter out) {
      out.u8(descriptorType).bytes(rest);
    }
  }

  /** Reads one descriptor; one of unknown type takes all that remains. */
  static NodeAddress decode(WireReader in) throws DecodeException {
    int type = in.u8();
    return switch (type) {
      case 1 -> new IpV4(in.bytes(4), in.u16());
      case 2 -> new IpV6(in.bytes(16), in.u16());
      case 3 -> new TorV2(in.bytes(12));
      case 4 -> new TorV3(in.bytes(35), in.u16());
      case 5 -> new DnsHostname(in.bytes(in.u8()), in.u16());
      default -> new Unknown(type, in.rest());
    };
  }

  /** The addresses a connection can be made to: known, with a port, one DNS hostname at most. */
  static List<NodeAddress> usable(List<NodeAddress> addresses) {
    List<NodeAddress> usable = new ArrayList<>();
    boolean hostnameSeen = false;
    for (NodeAddress address : addresses) {
      boolean use =
          switch (address) {
            case IpV4 ip -> ip.port() != 0;
            case IpV6 ip -> ip.port() != 0;
            case TorV2 tor -> false;
            case TorV3 tor -> tor.port() != 0;
            case DnsHostname dns -> dns.port() != 0 && dns.isPlain() && !hostnameSeen;
            case Unknown unknown -> false;
          };
      hostnameSeen |= address instanceof DnsHostname;
      if (use) {
        usable.add(address);
      }
    }
    return List.copyOf(usable);
  }
}
