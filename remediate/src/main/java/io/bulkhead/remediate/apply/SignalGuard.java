package io.bulkhead.remediate.apply;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Keeps signals from ending the process between BEGIN and END: HUP is ignored, and so is Ctrl-Z,
 * which would leave a host between two states and the lock taken; INT and TERM are remembered, so
 * that the running step is finished and the set goes back. QUIT makes Java print its threads and
 * ends nothing; a write to a closed pipe is an error that nobody minds.
 *
 * <p>Uses {@code sun.misc.Signal} by reflection: it is the only way Java offers, is exported by
 * module {@code jdk.unsupported}, and a virtual machine without it simply keeps its own handling.
 */
public final class SignalGuard implements Signals {
  private static final List<String> STOPPING = List.of("INT", "TERM");
  private static final List<String> IGNORED = List.of("HUP", "TSTP");

  @Override
  public Hold hold(Consumer<String> heard) {
    AtomicReference<String> first = new AtomicReference<>();
    List<Runnable> undo = new ArrayList<>();
    for (String name : STOPPING) {
      install(
          name,
          signal -> {
            first.compareAndSet(null, signal);
            heard.accept(signal);
          },
          undo);
    }
    for (String name : IGNORED) {
      install(name, signal -> {}, undo);
    }
    return new Hold() {
      @Override
      public Optional<String> received() {
        return Optional.ofNullable(first.get());
      }

      @Override
      public void close() {
        undo.forEach(Runnable::run);
        undo.clear();
      }
    };
  }

  private static void install(String name, Consumer<String> heard, List<Runnable> undo) {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Method handle = type.getMethod("handle", type, handlerType);
      Object signal = type.getConstructor(String.class).newInstance(name);
      Object old = handle.invoke(null, signal, handler(handlerType, name, heard));
      undo.add(() -> restore(handle, signal, old));
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // the signal is not ours to handle here, for example under -Xrs
    }
  }

  private static Object handler(Class<?> type, String name, Consumer<String> heard) {
    return Proxy.newProxyInstance(
        SignalGuard.class.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "handle" -> {
                heard.accept(name);
                yield null;
              }
              case "equals" -> arguments != null && proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              default -> "Bulkhead's handler of " + name;
            });
  }

  private static void restore(Method handle, Object signal, Object old) {
    try {
      handle.invoke(null, signal, old);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("cannot restore the handling of " + signal, e);
    }
  }
}
