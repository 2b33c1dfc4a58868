package org.boltj.sim.invariant;

import static net.bytebuddy.matcher.ElementMatchers.named;

import java.io.IOException;
import java.util.Arrays;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.loading.ClassReloadingStrategy;

/**
 * A bug put into a method of the production code, by its name, and taken out again.
 *
 * @param className of the class that is broken
 * @param method the method; all methods of that name
 * @param advice what is done in its place, before or after it
 * @param firstSeed the run that found it last, which saves time
 */
record Mutation(String name, String className, String method, Class<?> advice, long firstSeed) {

  /** Breaks the code while the work is done. */
  void during(Runnable work) {
    ByteBuddyAgent.install();
    Class<?> type = type();
    ClassReloadingStrategy strategy = ClassReloadingStrategy.fromInstalledAgent();
    new ByteBuddy()
        .redefine(type)
        .visit(Advice.to(advice).on(named(method)))
        .make()
        .load(type.getClassLoader(), strategy);
    try {
      work.run();
    } finally {
      mend(strategy, type);
    }
  }

  private void mend(ClassReloadingStrategy strategy, Class<?> type) {
    try {
      strategy.reset(ClassFileLocator.ForClassLoader.of(type.getClassLoader()), type);
    } catch (IOException e) {
      throw new AssertionError(className + " stays broken", e);
    }
  }

  /** The class, which must have the method: else this mutation would prove nothing. */
  private Class<?> type() {
    try {
      Class<?> type = Class.forName(className);
      boolean exists =
          Arrays.stream(type.getDeclaredMethods()).anyMatch(m -> m.getName().equals(method));
      if (!exists) {
        throw new AssertionError(
            "mutation '%s' needs a new place: %s has no method %s"
                .formatted(name, className, method));
      }
      return type;
    } catch (ClassNotFoundException e) {
      throw new AssertionError("mutation '" + name + "' needs a new place: " + className, e);
    }
  }
}
