package org.boltj.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * A connection over a socket. Any thread queues messages; the loop of the socket encrypts many of
 * them into one buffer and flushes once. What the socket does not take yet stays in the queue.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close is heard of in the pipeline
final class NettyConnection implements Connection {
  /** A buffer is full with that many bytes of frames. */
  private static final int BATCH_BYTES = 64 * 1024;

  private final Channel channel;
  private final Session session;
  private final boolean inbound;
  private final InetSocketAddress remoteAddress;
  private final TransportLimits limits;

  private final Queue<Bytes> queue = new ConcurrentLinkedQueue<>();
  private final AtomicLong pending = new AtomicLong();
  private final AtomicBoolean flushScheduled = new AtomicBoolean();
  private final AtomicReference<@Nullable CloseReason> end = new AtomicReference<>();
  private volatile boolean paused;

  /** Used by the loop alone. */
  private CipherState sending;

  /** Used by the loop alone: all that was queued goes out, then the connection ends. */
  private boolean closing;

  NettyConnection(Channel channel, Session session, boolean inbound, TransportLimits limits) {
    this.channel = channel;
    this.session = session;
    this.inbound = inbound;
    this.remoteAddress = (InetSocketAddress) channel.remoteAddress();
    this.limits = limits;
    this.sending = session.sending();
  }

  @Override
  public PublicKey remoteNodeId() {
    return session.remoteNodeId();
  }

  @Override
  public boolean isInbound() {
    return inbound;
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return remoteAddress;
  }

  @Override
  public void send(Bytes message) {
    send(List.of(message));
  }

  @Override
  public void send(List<Bytes> messages) {
    messages.forEach(this::enqueue);
    if (!queue.isEmpty() && flushScheduled.compareAndSet(false, true)) {
      onLoop(this::flush);
    }
  }

  private void enqueue(Bytes message) {
    if (message.size() > CipherState.MAX_MESSAGE_SIZE) {
      throw new IllegalArgumentException(
          "a message has at most 65535 bytes, not " + message.size());
    }
    if (hasEnded()) {
      return;
    }
    long now = pending.addAndGet(message.size() + CipherState.OVERHEAD);
    if (now > limits.maxPendingBytes()) {
      abort(new CloseReason(CloseReason.Kind.SLOW_READER, now + " bytes were unsent"));
      return;
    }
    queue.add(message);
  }

  @Override
  public long pendingBytes() {
    return pending.get();
  }

  /** Hands queued messages to the socket as long as it takes them. Called by the loop. */
  void flush() {
    flushScheduled.set(false);
    while (channel.isWritable() && !queue.isEmpty()) {
      byte[] frames = nextFrames();
      channel
          .write(Unpooled.wrappedBuffer(frames))
          .addListener(done -> pending.addAndGet(-frames.length));
    }
    channel.flush();
    if (closing && queue.isEmpty()) {
      closing = false;
      // Not a full close: with bytes of the peer unread, that would throw away our last message.
      channel
          .writeAndFlush(Unpooled.EMPTY_BUFFER)
          .addListener(sent -> ((DuplexChannel) channel).shutdownOutput());
    }
  }

  private byte[] nextFrames() {
    List<Bytes> batch = new ArrayList<>();
    int size = 0;
    while (size < BATCH_BYTES) {
      Bytes message = queue.poll();
      if (message == null) {
        break;
      }
      batch.add(message);
      size += message.size() + CipherState.OVERHEAD;
    }
    byte[] frames = new byte[size];
    int at = 0;
    for (Bytes message : batch) {
      sending = sending.encrypt(message, frames, at);
      at += message.size() + CipherState.OVERHEAD;
    }
    return frames;
  }

  @Override
  public void pauseReading() {
    paused = true;
    channel.config().setAutoRead(false);
  }

  @Override
  public void resumeReading() {
    paused = false;
    onLoop(() -> channel.pipeline().fireUserEventTriggered(MessageHandler.RESUME));
  }

  boolean isPaused() {
    return paused;
  }

  @Override
  public void close() {
    if (end.compareAndSet(null, CloseReason.of(CloseReason.Kind.CLOSED_LOCALLY))) {
      onLoop(this::closeGently);
    }
  }

  private void closeGently() {
    closing = true;
    paused = false;
    // What the peer still sends is dropped, and its end of the stream ends the connection.
    channel.config().setAutoRead(true);
    channel
        .eventLoop()
        .schedule(() -> channel.close(), limits.closeTimeout().toMillis(), TimeUnit.MILLISECONDS);
    flush();
  }

  /** Closes at once; what is queued is lost. The first reason counts. */
  void abort(CloseReason reason) {
    end.compareAndSet(null, reason);
    channel.close();
  }

  boolean hasEnded() {
    return end.get() != null;
  }

  /** The reason why the connection ended, after it has. */
  CloseReason ended(CloseReason otherwise) {
    end.compareAndSet(null, otherwise);
    queue.clear();
    CloseReason reason = end.get();
    return reason == null ? otherwise : reason;
  }

  private void onLoop(Runnable task) {
    try {
      channel.eventLoop().execute(task);
    } catch (RejectedExecutionException closed) {
      // The transport is closed, and this connection with it.
    }
  }
}
