package org.boltj.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.crypto.Secp256k1;
import org.boltj.sign.NodeSigner;
import org.jspecify.annotations.Nullable;

/** Connections over TCP (BOLT 8), on Netty. All its threads are daemons. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close is heard of in the pipeline
public final class NettyTransport implements PeerTransport {
  private static final int MAX_LOOPS = 4;

  /** Of one name; whoever answers for it must not keep us dialing. */
  private static final int MAX_ADDRESSES = 8;

  private static final WriteBufferWaterMark WRITE_AHEAD =
      new WriteBufferWaterMark(128 * 1024, 512 * 1024);

  private final NodeSigner signer;
  private final TransportLimits limits;
  private final Supplier<PrivateKey> ephemeralKeys;
  private final NameLookup lookup;
  private final EventLoopGroup loops;
  private final ExecutorService handshakes = daemons(1, "boltj-handshake");

  /** Looking up a name blocks, so it has threads of its own. */
  private final ExecutorService names = daemons(4, "boltj-names");

  private final ChannelGroup listening =
      new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private final ChannelGroup sockets = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable Connections connections;

  /** With the default limits and keys from the system's source of randomness. */
  public NettyTransport(NodeSigner signer) {
    this(signer, TransportLimits.DEFAULT, new EphemeralKeys());
  }

  /** With keys from the system's source of randomness. */
  public NettyTransport(NodeSigner signer, TransportLimits limits) {
    this(signer, limits, new EphemeralKeys());
  }

  /**
   * @param ephemeralKeys must give another random key at each call, on any thread
   */
  public NettyTransport(
      NodeSigner signer, TransportLimits limits, Supplier<PrivateKey> ephemeralKeys) {
    this(signer, limits, ephemeralKeys, InetAddress::getAllByName);
  }

  NettyTransport(
      NodeSigner signer,
      TransportLimits limits,
      Supplier<PrivateKey> ephemeralKeys,
      NameLookup lookup) {
    this.lookup = lookup;
    this.signer = signer;
    this.limits = limits;
    this.ephemeralKeys = ephemeralKeys;
    int threads = Math.min(MAX_LOOPS, Runtime.getRuntime().availableProcessors());
    this.loops =
        new MultiThreadIoEventLoopGroup(
            threads, new DefaultThreadFactory("boltj-transport", true), NioIoHandler.newFactory());
  }

  private static ExecutorService daemons(int threads, String name) {
    return Executors.newFixedThreadPool(threads, new DefaultThreadFactory(name, true));
  }

  @Override
  public void start(ConnectionListener listener) {
    if (connections != null) {
      throw new IllegalStateException("the transport was started before");
    }
    connections = new Connections(limits, listener);
  }

  private Connections started() {
    Connections current = connections;
    if (current == null) {
      throw new IllegalStateException("start the transport with a listener first");
    }
    return current;
  }

  @Override
  public CompletableFuture<InetSocketAddress> listen(InetSocketAddress address) {
    Connections all = started();
    if (closed.get()) {
      return CompletableFuture.failedFuture(new IOException("the transport is closed"));
    }
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_AHEAD)
            .childHandler(
                new ChannelInitializer<NioSocketChannel>() {
                  @Override
                  protected void initChannel(NioSocketChannel channel) {
                    sockets.add(channel);
                    accept(all, channel);
                  }
                });
    CompletableFuture<InetSocketAddress> bound = new CompletableFuture<>();
    ChannelFuture binding = bootstrap.bind(address);
    binding.addListener(
        done -> {
          if (binding.isSuccess()) {
            listening.add(binding.channel());
            bound.complete((InetSocketAddress) binding.channel().localAddress());
          } else {
            bound.completeExceptionally(
                new IOException("cannot listen at " + address, binding.cause()));
          }
        });
    return bound;
  }

  private void accept(Connections all, NioSocketChannel channel) {
    InetSocketAddress remote = channel.remoteAddress();
    if (remote == null) {
      // The other side is gone already.
      channel.close();
      return;
    }
    InboundHandshake outcome = new InboundHandshake(all, remote);
    HandshakeHandler handler =
        new HandshakeHandler(
            () ->
                new Handshake.Continue(Bytes.EMPTY, Handshake.respond(signer, ephemeralKeys.get())),
            handshakes,
            limits.handshakeTimeout(),
            outcome);
    channel.pipeline().addLast(handler);
    outcome.enter(handler, channel);
  }

  @Override
  public CompletableFuture<Connection> connect(
      String host, int port, PublicKey nodeId, Duration timeout) {
    Connections all = started();
    OutboundHandshake outcome = new OutboundHandshake(all);
    if (!Secp256k1.get().isValid(nodeId)) {
      outcome.failed(
          new CloseReason(CloseReason.Kind.HANDSHAKE_FAILED, "the node id is not on the curve"));
      return outcome.result();
    }
    try {
      loops.next().schedule(outcome::timeout, timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
        resolve(host, port, nodeId, timeout, outcome);
      } else {
        names.execute(() -> resolve(host, port, nodeId, timeout, outcome));
      }
    } catch (RejectedExecutionException closing) {
      outcome.failed(CloseReason.of(CloseReason.Kind.CLOSED_LOCALLY));
    }
    return outcome.result();
  }

  private void resolve(
      String host, int port, PublicKey nodeId, Duration timeout, OutboundHandshake outcome) {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      List<InetSocketAddress> addresses =
          Arrays.stream(lookup.lookUp(host))
              .limit(MAX_ADDRESSES)
              .map(address -> new InetSocketAddress(address, port))
              .toList();
      outcome.tryAll(
          addresses, (address, left) -> connect(address, nodeId, share(deadline, left), outcome));
    } catch (UnknownHostException e) {
      outcome.failed(
          new CloseReason(CloseReason.Kind.NETWORK_FAILED, "no address is known of " + host));
    } catch (RuntimeException e) {
      outcome.failed(new CloseReason(CloseReason.Kind.NETWORK_FAILED, e.toString()));
    }
  }

  /** An address that never answers must leave time for those behind it. */
  private static Duration share(long deadlineNanos, int left) {
    return Duration.ofNanos(Math.max(1_000_000, (deadlineNanos - System.nanoTime()) / left));
  }

  private void connect(
      InetSocketAddress address, PublicKey nodeId, Duration timeout, OutboundHandshake outcome) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loops)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_AHEAD)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                (int) Math.min(timeout.toMillis(), Integer.MAX_VALUE))
            .handler(
                new ChannelInitializer<NioSocketChannel>() {
                  @Override
                  protected void initChannel(NioSocketChannel channel) {
                    sockets.add(channel);
                    channel
                        .pipeline()
                        .addLast(
                            new HandshakeHandler(
                                () -> Handshake.initiate(signer, nodeId, ephemeralKeys.get()),
                                handshakes,
                                timeout,
                                outcome));
                  }
                });
    ChannelFuture connecting = bootstrap.connect(address);
    Channel channel = connecting.channel();
    outcome.result().whenComplete((connection, failure) -> closeOnFailure(channel, failure));
    connecting.addListener(
        done -> {
          if (!connecting.isSuccess()) {
            String why = String.valueOf(connecting.cause().getMessage());
            outcome.failed(new CloseReason(CloseReason.Kind.NETWORK_FAILED, why));
          }
        });
  }

  private static void closeOnFailure(Channel channel, @Nullable Throwable failure) {
    if (failure != null) {
      channel.close();
    }
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    listening.close();
    Connections all = connections;
    if (all != null) {
      all.closeAll();
    }
    sockets.close(socket -> socket.pipeline().get(HandshakeHandler.class) != null);
    handshakes.shutdownNow();
    names.shutdownNow();
    boolean mayWait = !onLoop();
    if (mayWait) {
      sockets.newCloseFuture().awaitUninterruptibly(limits.closeTimeout().toMillis());
    }
    sockets.close();
    io.netty.util.concurrent.Future<?> ended = loops.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    if (mayWait) {
      ended.awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
  }

  private boolean onLoop() {
    for (EventExecutor loop : loops) {
      if (loop.inEventLoop()) {
        return true;
      }
    }
    return false;
  }
}
