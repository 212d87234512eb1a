package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.Sys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A system on which somebody saves a file right before a call that moves it. */
final class EditingSys {
  private EditingSys() {}

  /** Saves {@code file}, by rename as editors do, before the first {@code times} moves of it. */
  static Sys saving(Sys real, Path file, int times) {
    AtomicInteger saved = new AtomicInteger();
    return before(
        real,
        call -> {
          if (saved.get() < times) {
            save(file, "editor " + saved.incrementAndGet() + "\n");
          }
        },
        file.getFileName().toString());
  }

  /** Does something before every exchange and rename that names a file. */
  static Sys before(Sys real, Consumer<String> hook, String name) {
    return (Sys)
        Proxy.newProxyInstance(
            EditingSys.class.getClassLoader(),
            new Class<?>[] {Sys.class},
            (proxy, method, arguments) -> {
              boolean moves =
                  method.getName().equals("exchange") || method.getName().equals("renameNoReplace");
              if (moves && (name.equals(arguments[1]) || name.equals(arguments[2]))) {
                hook.accept(method.getName());
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  static void save(Path file, String text) {
    Path fresh = file.resolveSibling("editor.tmp");
    try {
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
