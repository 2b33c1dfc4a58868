package org.boltj.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;
import org.jspecify.annotations.Nullable;

/**
 * Carries a handshake over a socket. The computations run on the transport's one thread for
 * handshakes, so that a flood of them never keeps up the loops of established connections;
 * meanwhile the socket is not read.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close is heard of in the pipeline
final class HandshakeHandler extends ByteToMessageDecoder {
  /** A computation of the handshake. */
  @FunctionalInterface
  interface Step {
    Handshake.Progress run() throws DecodeException;
  }

  private final Step firstStep;
  private final Executor computations;
  private final Duration timeout;
  private final HandshakeOutcome outcome;

  private @Nullable ChannelHandlerContext context;
  private @Nullable Handshake handshake;
  private @Nullable Future<?> timer;
  private boolean computing;
  private boolean started;
  private boolean ended;

  /**
   * @param firstStep for the initiator gives act one, for the responder nothing to send
   */
  HandshakeHandler(
      Step firstStep, Executor computations, Duration timeout, HandshakeOutcome outcome) {
    this.firstStep = firstStep;
    this.computations = computations;
    this.timeout = timeout;
    this.outcome = outcome;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    this.context = context;
    if (context.channel().isActive()) {
      start(context);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    start(context);
    context.fireChannelActive();
  }

  private void start(ChannelHandlerContext context) {
    if (started) {
      return;
    }
    started = true;
    timer =
        context
            .executor()
            .schedule(
                () -> fail(CloseReason.Kind.HANDSHAKE_TIMEOUT, ""),
                timeout.toMillis(),
                TimeUnit.MILLISECONDS);
    compute(context, firstStep);
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (ended) {
      in.skipBytes(in.readableBytes());
      return;
    }
    Handshake waiting = handshake;
    if (computing || waiting == null || in.readableBytes() < waiting.awaits()) {
      return;
    }
    byte[] act = new byte[waiting.awaits()];
    in.readBytes(act);
    compute(context, () -> waiting.receive(Bytes.wrap(act)));
  }

  private void compute(ChannelHandlerContext context, Step step) {
    computing = true;
    context.channel().config().setAutoRead(false);
    try {
      computations.execute(() -> computeThere(context, step));
    } catch (RejectedExecutionException closing) {
      fail(CloseReason.Kind.CLOSED_LOCALLY, "");
    }
  }

  private void computeThere(ChannelHandlerContext context, Step step) {
    Runnable then;
    try {
      Handshake.Progress progress = step.run();
      then = () -> advance(context, progress);
    } catch (DecodeException wrong) {
      then = () -> fail(CloseReason.Kind.HANDSHAKE_FAILED, wrong.getMessage());
    } catch (RuntimeException bug) {
      then = () -> fail(CloseReason.Kind.HANDSHAKE_FAILED, bug.toString());
    }
    try {
      context.executor().execute(then);
    } catch (RejectedExecutionException closing) {
      // The loop is gone, and the connection with it.
    }
  }

  private void advance(ChannelHandlerContext context, Handshake.Progress progress) {
    if (ended) {
      return;
    }
    computing = false;
    if (!progress.send().isEmpty()) {
      context.writeAndFlush(
          Unpooled.wrappedBuffer(progress.send().toArray()), context.voidPromise());
    }
    switch (progress) {
      case Handshake.Continue more -> awaitAct(context, more.next());
      case Handshake.Done done -> finish(context, done.session());
    }
  }

  private void awaitAct(ChannelHandlerContext context, Handshake next) {
    handshake = next;
    context.channel().config().setAutoRead(true);
    try {
      // Looks again at the bytes that came too early.
      channelRead(context, Unpooled.EMPTY_BUFFER);
    } catch (Exception e) { // all that Netty's signature tells
      exceptionCaught(context, e);
    }
  }

  private void finish(ChannelHandlerContext context, Session session) {
    if (!context.channel().isActive()) {
      fail(CloseReason.Kind.CLOSED_REMOTELY, "");
      return;
    }
    end();
    outcome.succeeded(context, session);
  }

  /** Ends the handshake in favour of a newer one; any thread may call this. */
  void giveWay() {
    ChannelHandlerContext current = context;
    if (current != null) {
      current.executor().execute(() -> fail(CloseReason.Kind.REFUSED, "too many handshakes"));
    }
  }

  /** Not the inherited one, which reads on while reading is paused. */
  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    discardSomeReadBytes();
    context.fireChannelReadComplete();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    boolean begun = actualReadableBytes() > 0;
    fail(begun ? CloseReason.Kind.TRUNCATED : CloseReason.Kind.CLOSED_REMOTELY, "");
    super.channelInactive(context);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(CloseReason.Kind.NETWORK_FAILED, cause.toString());
  }

  private void fail(CloseReason.Kind kind, @Nullable String detail) {
    if (ended) {
      return;
    }
    end();
    outcome.failed(CloseReason.of(kind, detail));
    if (context != null) {
      context.close();
    }
  }

  private void end() {
    ended = true;
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
