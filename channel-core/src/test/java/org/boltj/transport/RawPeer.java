package org.boltj.transport;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.codec.DecodeException;
import org.boltj.sign.InMemoryNodeSigner;
import org.boltj.sign.NodeSigner;

/** The other side of a connection on a plain socket, which may do all that it should not. */
final class RawPeer implements AutoCloseable {
  static final NodeSigner KEY = key(0x11);
  static final PrivateKey EPHEMERAL = PrivateKey.fromHex("12".repeat(32));

  private final Socket socket;
  private final DataInputStream in;
  private CipherState sending;
  private CipherState receiving;

  RawPeer(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
    socket.setTcpNoDelay(true);
    in = new DataInputStream(socket.getInputStream());
  }

  static NodeSigner key(int filling) {
    return new InMemoryNodeSigner(PrivateKey.fromHex(String.format("%02x", filling).repeat(32)));
  }

  static RawPeer connect(InetSocketAddress address) throws IOException {
    return new RawPeer(new Socket(address.getAddress(), address.getPort()));
  }

  static RawPeer connectFrom(InetAddress from, InetSocketAddress address) throws IOException {
    return new RawPeer(new Socket(address.getAddress(), address.getPort(), from, 0));
  }

  /** Connects and goes through the handshake as the initiator. */
  static RawPeer established(InetSocketAddress address, PublicKey remote)
      throws IOException, DecodeException {
    RawPeer peer = connect(address);
    peer.initiate(remote);
    return peer;
  }

  void initiate(PublicKey remote) throws IOException, DecodeException {
    Handshake.Continue start = Handshake.initiate(KEY, remote, EPHEMERAL);
    write(start.send());
    Handshake.Progress done = start.next().receive(read(start.next().awaits()));
    write(done.send());
    use(((Handshake.Done) done).session());
  }

  /** Goes through the handshake as the responder. */
  void respond(NodeSigner key) throws IOException, DecodeException {
    Handshake first = Handshake.respond(key, EPHEMERAL);
    Handshake.Continue second = (Handshake.Continue) first.receive(read(first.awaits()));
    write(second.send());
    use(((Handshake.Done) second.next().receive(read(second.next().awaits()))).session());
  }

  void use(Session session) {
    sending = session.sending();
    receiving = session.receiving();
  }

  /** The next frame for a message, which {@link #write} sends whole, in part or changed. */
  Bytes frame(Bytes message) {
    CipherState.Encrypted encrypted = sending.encrypt(message);
    sending = encrypted.next();
    return encrypted.frame();
  }

  void send(Bytes message) throws IOException {
    write(frame(message));
  }

  Bytes receive() throws IOException, DecodeException {
    CipherState.Length length = receiving.decryptLength(read(CipherState.HEADER_SIZE));
    CipherState.Decrypted message = length.next().decryptMessage(read(length.size() + 16));
    receiving = message.next();
    return message.message();
  }

  void write(Bytes bytes) throws IOException {
    socket.getOutputStream().write(bytes.toArray());
  }

  Bytes read(int size) throws IOException {
    byte[] bytes = new byte[size];
    in.readFully(bytes);
    return Bytes.wrap(bytes);
  }

  /** Reads until the other side ends the connection; tells how many bytes came before that. */
  int readToEnd() {
    int count = 0;
    try {
      while (in.read() >= 0) {
        count++;
      }
    } catch (IOException reset) {
      // A reset is an end, too.
    }
    return count;
  }

  void endStream() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
