package org.boltj.node;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.boltj.store.StoreException;
import org.jspecify.annotations.Nullable;

/** What an application has asked of a node and was not answered yet. Safe for several threads. */
final class Questions {
  private final Env env;
  private final Executor callbacks;
  private final Set<CompletableFuture<?>> unanswered = ConcurrentHashMap.newKeySet();
  private volatile @Nullable String stopped = "the node is not started";

  /** Reads the store. */
  interface StoreQuery<T> {
    T run() throws StoreException;
  }

  /** Reads a part of a list that the store has. */
  interface PageQuery<T> {
    T run(int offset, int limit) throws StoreException;
  }

  Questions(Env env, Executor callbacks) {
    this.env = env;
    this.callbacks = callbacks;
  }

  /** From now on questions are taken. */
  void open() {
    stopped = null;
  }

  boolean isOpen() {
    return stopped == null;
  }

  /** From now on all questions fail, those that wait for an answer too. */
  void close(String why) {
    stopped = why;
    unanswered.forEach(future -> fail(future, why));
  }

  private void fail(CompletableFuture<?> future, String why) {
    callbacks.execute(() -> future.completeExceptionally(new LightningException.NodeStopped(why)));
  }

  /** Has the loop answer the question. */
  @SuppressWarnings("CollectionUndefinedEquality") // each future is itself and no other
  <T> CompletableFuture<T> ask(Consumer<CompletableFuture<T>> question) {
    CompletableFuture<T> future = new CompletableFuture<>();
    unanswered.add(future);
    var unused = future.whenComplete((value, failure) -> unanswered.remove(future));
    // Looked at only now, so that a node that stops at this moment misses no question.
    String why = stopped;
    if (why != null) {
      future.completeExceptionally(new LightningException.NodeStopped(why));
    } else {
      env.inbox.add(() -> guarded(question, future));
    }
    return future;
  }

  private <T> void guarded(Consumer<CompletableFuture<T>> question, CompletableFuture<T> future) {
    try {
      question.accept(future);
    } catch (StoreFailure e) {
      throw e;
    } catch (RuntimeException bug) {
      env.fail(future, new LightningException.BugFound(Bugs.describe(bug), bug));
      throw bug;
    }
  }

  /** As {@link #query}; an offset or limit below zero is the caller's mistake, told at once. */
  <T> CompletableFuture<T> page(int offset, int limit, PageQuery<T> query) {
    if (offset < 0 || limit < 0) {
      throw new IllegalArgumentException(
          "offset and limit must not be below 0: " + offset + ", " + limit);
    }
    return query(() -> query.run(offset, limit));
  }

  /** Has the loop read the store. */
  <T> CompletableFuture<T> query(StoreQuery<T> query) {
    return ask(
        future -> {
          try {
            env.complete(future, query.run());
          } catch (StoreException e) {
            throw new StoreFailure(e);
          }
        });
  }
}
