package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.Errno;
import io.bulkhead.kernel.files.Sys;
import io.bulkhead.kernel.files.SysException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A system on which no file can be exchanged, as in a directory that was made immutable. */
final class Stubborn {
  private final Sys real;

  Stubborn(Sys real) {
    this.real = real;
  }

  Sys sys() {
    return (Sys)
        Proxy.newProxyInstance(
            Stubborn.class.getClassLoader(),
            new Class<?>[] {Sys.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("exchange")) {
                throw new SysException("renameat2", (String) arguments[1], Errno.EPERM);
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
