package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.Sys;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A protocol broken on purpose: INTENT reaches the disk only after the exchange it announces. */
public final class LateJournal {
  private final Sys real;
  private int held = -1;
  private byte @Nullable [] line;

  public LateJournal(Sys real) {
    this.real = real;
  }

  public Sys sys() {
    return (Sys)
        Proxy.newProxyInstance(
            LateJournal.class.getClassLoader(),
            new Class<?>[] {Sys.class},
            (proxy, method, arguments) -> call(method, arguments));
  }

  private @Nullable Object call(Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("write")
        && new String((byte[]) arguments[1], StandardCharsets.UTF_8).contains("\"INTENT\"")) {
      held = (Integer) arguments[0];
      line = (byte[]) arguments[1];
      return null;
    }
    try {
      Object result = method.invoke(real, arguments);
      byte[] late = line;
      if (method.getName().equals("exchange") && late != null) {
        line = null;
        real.write(held, late);
      }
      return result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
