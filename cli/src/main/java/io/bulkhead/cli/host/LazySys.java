package io.bulkhead.cli.host;

import io.bulkhead.kernel.files.Sys;
import io.bulkhead.kernel.nativeaccess.NativeSys;
import io.bulkhead.kernel.nativeaccess.NativeUnavailableException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The system calls, loaded when first needed: reading a host needs none. Thread-safe. */
public final class LazySys implements Supplier<Sys> {
  private @Nullable Sys loaded;

  /** System calls cannot be made on this machine; the message says why. */
  public static final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unavailable(NativeUnavailableException cause) {
      super(cause.getMessage(), cause);
    }
  }

  @Override
  public synchronized Sys get() {
    if (loaded == null) {
      try {
        loaded = NativeSys.load();
      } catch (NativeUnavailableException e) {
        throw new Unavailable(e);
      }
    }
    return loaded;
  }
}
