package org.boltj.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.boltj.codec.DecodeException;
import org.boltj.crypto.ChaCha20Poly1305;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts the stream of an established connection into frames, decrypts them and delivers messages.
 */
final class MessageHandler extends ByteToMessageDecoder {
  /** The user event that ends a pause of reading. */
  static final Object RESUME = new Object();

  private static final Logger LOG = LoggerFactory.getLogger(MessageHandler.class);
  private static final int NO_LENGTH = -1;

  private final NettyConnection connection;
  private final ConnectionListener listener;
  private final Runnable onClosed;
  private final byte[] header = new byte[CipherState.HEADER_SIZE];

  private CipherState receiving;

  /** Length of the message whose header was read, or {@link #NO_LENGTH}. */
  private int length = NO_LENGTH;

  MessageHandler(
      NettyConnection connection,
      CipherState receiving,
      ConnectionListener listener,
      Runnable onClosed) {
    this.connection = connection;
    this.receiving = receiving;
    this.listener = listener;
    this.onClosed = onClosed;
  }

  /** Tells the listener of the connection. */
  void connected() {
    guarded(() -> listener.onConnected(connection));
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (connection.hasEnded()) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (connection.isPaused()) {
      return;
    }
    try {
      if (length == NO_LENGTH && in.readableBytes() >= CipherState.HEADER_SIZE) {
        in.readBytes(header);
        CipherState.Length decrypted = receiving.decryptLength(header);
        receiving = decrypted.next();
        length = decrypted.size();
      }
      if (length != NO_LENGTH && in.readableBytes() >= length + ChaCha20Poly1305.TAG_SIZE) {
        deliver(in);
      }
    } catch (DecodeException wrong) {
      connection.abort(CloseReason.of(CloseReason.Kind.BAD_MESSAGE, wrong.getMessage()));
    }
  }

  private void deliver(ByteBuf in) throws DecodeException {
    byte[] sealed = new byte[length + ChaCha20Poly1305.TAG_SIZE];
    in.readBytes(sealed);
    CipherState.Decrypted decrypted = receiving.decryptMessage(sealed);
    receiving = decrypted.next();
    length = NO_LENGTH;
    guarded(() -> listener.onMessage(connection, decrypted.message()));
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (!RESUME.equals(event)) {
      super.userEventTriggered(context, event);
      return;
    }
    // First what was received before the pause, which may lead to the next pause.
    channelRead(context, Unpooled.EMPTY_BUFFER);
    if (!connection.isPaused()) {
      context.channel().config().setAutoRead(true);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (context.channel().isWritable()) {
      connection.flush();
    }
    context.fireChannelWritabilityChanged();
  }

  /** Not the inherited one, which reads on while reading is paused. */
  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    discardSomeReadBytes();
    context.fireChannelReadComplete();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    boolean midway = length != NO_LENGTH || actualReadableBytes() > 0;
    super.channelInactive(context);
    onClosed.run();
    CloseReason reason =
        connection.ended(
            CloseReason.of(midway ? CloseReason.Kind.TRUNCATED : CloseReason.Kind.CLOSED_REMOTELY));
    guarded(() -> listener.onDisconnected(connection, reason));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    connection.abort(new CloseReason(CloseReason.Kind.NETWORK_FAILED, cause.toString()));
  }

  private void guarded(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException bug) {
      LOG.error("the listener of connection {} failed", connection.remoteNodeId(), bug);
      connection.abort(new CloseReason(CloseReason.Kind.LISTENER_FAILED, bug.toString()));
    }
  }
}
