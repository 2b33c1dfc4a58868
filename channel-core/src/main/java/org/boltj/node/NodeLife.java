package org.boltj.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.boltj.store.StoreException;

/** A node from its start to its end: the loop behind one lock, on a thread of its own or not. */
final class NodeLife {
  private final NodePorts ports;
  private final List<InetSocketAddress> listenAt;
  private final NodeParts parts;
  private final NodeCore core;
  private final Questions questions;
  private final Optional<NodeThread> thread;
  private final ReentrantLock lock = new ReentrantLock(true);
  private volatile List<InetSocketAddress> listening = List.of();
  private boolean begun;
  private boolean closed;

  /**
   * @param clock of the thread, if the node is to have one
   */
  NodeLife(
      NodeSettings settings,
      NodePorts ports,
      List<InetSocketAddress> listenAt,
      Optional<InstantSource> clock) {
    this.ports = ports;
    this.listenAt = List.copyOf(listenAt);
    this.parts = new NodeParts(settings, ports);
    this.core = new NodeCore(parts);
    this.questions = new Questions(parts.env, ports.callbacks());
    String name = "boltj-" + parts.env.nodeId.toString().substring(0, 8);
    this.thread = clock.map(c -> new NodeThread(this, c, name));
    thread.ifPresent(t -> parts.env.inbox.onAdd(t::wake));
  }

  NodeParts parts() {
    return parts;
  }

  Questions questions() {
    return questions;
  }

  List<InetSocketAddress> listening() {
    return listening;
  }

  /** Starts, or closes all that the node owns: whoever builds and starts in one go has no node. */
  void start(long nowMillis) throws StoreException {
    begin();
    try {
      load(nowMillis);
      listen();
      thread.ifPresent(NodeThread::start);
    } catch (StoreException | RuntimeException | Error failure) {
      closeAfter(failure);
      throw failure;
    }
  }

  private void begin() {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the node is closed: build another one");
      }
      if (begun) {
        throw new IllegalStateException("the node was started before");
      }
      begun = true;
    } finally {
      lock.unlock();
    }
  }

  private void load(long nowMillis) throws StoreException {
    lock.lock();
    try {
      core.start(nowMillis);
      questions.open();
    } finally {
      lock.unlock();
    }
  }

  private void listen() {
    try {
      listening =
          listenAt.stream().map(address -> ports.transport().listen(address).join()).toList();
    } catch (CompletionException e) {
      throw new UncheckedIOException(
          "cannot listen at " + listenAt, new IOException(e.getMessage(), e));
    }
  }

  private void closeAfter(Throwable failure) {
    try {
      close();
    } catch (RuntimeException another) {
      failure.addSuppressed(another);
    }
  }

  boolean poll(long nowMillis) {
    return inside(
        () -> {
          boolean more = core.poll(nowMillis);
          failQuestionsIfStopped();
          return more;
        });
  }

  /**
   * An error came out of the loop: what is in memory may be half done, so that nothing may come of
   * it any more.
   */
  void broken(Throwable failure) {
    lock.lock();
    try {
      if (core.isRunning()) {
        core.halt("its thread failed: " + Bugs.describe(failure));
      }
    } finally {
      failQuestionsIfStopped();
      lock.unlock();
    }
  }

  private void failQuestionsIfStopped() {
    if (!core.isRunning() && questions.isOpen()) {
      questions.close("the node has stopped: " + core.stopReason());
    }
  }

  boolean isRunning() {
    return inside(core::isRunning);
  }

  /** Uses the time in which nothing is to do; changes nothing that can be seen. */
  void workAhead() {
    lock.lock();
    try {
      core.workAhead();
    } finally {
      lock.unlock();
    }
  }

  long nextDeadlineMillis() {
    return inside(parts::nextDeadlineMillis);
  }

  boolean hasWork() {
    return core.isRunning() && !parts.env.inbox.isEmpty();
  }

  /** Reads the node between two rounds. */
  <T> T inside(Supplier<T> reader) {
    lock.lock();
    try {
      return reader.get();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    thread.ifPresent(NodeThread::stop);
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        core.stop();
        questions.close("the node is closed");
        ports.transport().close();
        ports.chain().close();
        ports.store().close();
        parts.env.events.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
