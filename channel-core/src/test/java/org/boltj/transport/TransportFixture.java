package org.boltj.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.boltj.base.PublicKey;
import org.boltj.sign.NodeSigner;

/** A transport that listens at a free port of the loopback address. */
final class TransportFixture implements AutoCloseable {
  static final Duration TIMEOUT = Duration.ofSeconds(20);

  final RecordingListener listener = new RecordingListener();
  final PeerTransport transport;
  final InetSocketAddress address;
  final PublicKey nodeId;

  TransportFixture(int key) {
    this(key, TransportLimits.DEFAULT);
  }

  TransportFixture(int key, TransportLimits limits) {
    NodeSigner signer = RawPeer.key(key);
    nodeId = signer.nodeId();
    transport = new NettyTransport(signer, limits, new EphemeralKeys());
    transport.start(listener);
    address =
        transport
            .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .orTimeout(20, TimeUnit.SECONDS)
            .join();
  }

  Connection connectTo(TransportFixture other) {
    return transport
        .connect(other.address.getHostString(), other.address.getPort(), other.nodeId, TIMEOUT)
        .join();
  }

  @Override
  public void close() {
    transport.close();
  }
}
