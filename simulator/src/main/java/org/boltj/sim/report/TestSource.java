package org.boltj.sim.report;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.boltj.sim.fault.Fault;
import org.boltj.sim.invariant.Shrinker;

/** A failing run as the source of a test. */
final class TestSource {
  private TestSource() {}

  static String of(Shrinker.Failing failing) {
    String faults =
        failing.plan().faults().stream()
            .map(TestSource::of)
            .collect(Collectors.joining(",\n                "));
    return """
      /** %s */
      @Test
      void seed%d() {
        holds(
            %d,
            %d,
            %s);
      }
    """
        .formatted(
            failing.violations().get(0),
            failing.seed(),
            failing.seed(),
            failing.payments(),
            faults);
  }

  private static String of(Fault fault) {
    String values =
        Arrays.stream(fault.getClass().getRecordComponents())
            .map(component -> value(fault, component))
            .collect(Collectors.joining(", "));
    return "new " + name(fault.getClass()) + "(" + values + ")";
  }

  /** As it is written where only {@link Fault} is imported. */
  private static String name(Class<?> type) {
    String full = type.getName().replace('$', '.');
    return full.substring(full.indexOf("Fault."));
  }

  private static String value(Fault fault, RecordComponent component) {
    try {
      Object value = component.getAccessor().invoke(fault);
      if (value instanceof Long number && number != number.intValue()) {
        return number + "L";
      }
      if (!(value instanceof Enum<?> name)) {
        return String.valueOf(value);
      }
      return name(name.getDeclaringClass()) + "." + name.name();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
