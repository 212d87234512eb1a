package io.bulkhead.kernel.system;

import java.io.IOException;
import java.util.List;

/** Asks the kernel itself for its security modules, where securityfs is not mounted. */
public interface ActiveModules {
  /**
   * Names in the order in which they are asked.
   *
   * @throws IOException if it does not tell; the message is one sentence part
   */
  List<String> names() throws IOException;
}
