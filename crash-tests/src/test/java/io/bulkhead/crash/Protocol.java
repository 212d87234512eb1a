package io.bulkhead.crash;

import io.bulkhead.kernel.files.Sys;
import io.bulkhead.remediate.apply.LateJournal;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** The protocol as it is, and broken on purpose: a crash test that cannot fail proves nothing. */
enum Protocol {
  /** As it ships. */
  SOUND("") {
    @Override
    Sys over(Sys real) {
      return real;
    }
  },
  /** Acts before the INTENT is on disk. */
  ACT_BEFORE_INTENT("") {
    @Override
    Sys over(Sys real) {
      return new LateJournal(real).sys();
    }
  },
  /** The old inode is dropped with the exchange, long before the COMMIT. */
  OLD_INODE_DROPPED("") {
    @Override
    Sys over(Sys real) {
      return (Sys)
          Proxy.newProxyInstance(
              Protocol.class.getClassLoader(),
              new Class<?>[] {Sys.class},
              (proxy, method, arguments) -> {
                try {
                  Object result = method.invoke(real, arguments);
                  if (method.getName().equals("exchange")) {
                    real.unlink((Integer) arguments[0], (String) arguments[1]);
                  }
                  return result;
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }
  },
  /** The journal's records are not flushed. */
  JOURNAL_NOT_FLUSHED("/journal/") {
    @Override
    Sys over(Sys real) {
      return real;
    }
  },
  /** The staged file is not flushed before it takes its place. */
  STAGED_FILE_NOT_FLUSHED(".bulkhead-") {
    @Override
    Sys over(Sys real) {
      return real;
    }
  };

  /** Flushes of files with this in their path are faked below the process; empty for none. */
  final String lie;

  Protocol(String lie) {
    this.lie = lie;
  }

  /** The system calls as this protocol makes them. */
  abstract Sys over(Sys real);
}
