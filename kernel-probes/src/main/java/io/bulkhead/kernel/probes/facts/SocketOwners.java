package io.bulkhead.kernel.probes.facts;

import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who holds which socket, by one look at the descriptors of every process.
 *
 * @param byInode the first process found with it
 * @param denied processes that could not be looked into
 */
public record SocketOwners(Map<Long, Processes.Task> byInode, int denied) {
  private static final String PREFIX = "socket:[";

  public static SocketOwners of(Look look) {
    return look.once(SocketOwners.class, SocketOwners::read);
  }

  private static SocketOwners read(Look look) {
    Map<Long, Processes.Task> owners = new HashMap<>();
    int denied = 0;
    for (Processes.Task task : Processes.of(look).all()) {
      String directory = "/proc/" + task.pid() + "/fd";
      Got<List<String>> descriptors = look.list(directory);
      denied += descriptors.denied() ? 1 : 0;
      for (String descriptor : descriptors.or(List.of())) {
        inode(look.quietLink(directory + "/" + descriptor))
            .ifPresent(i -> owners.putIfAbsent(i, task));
      }
    }
    look.note(
        "/proc/*/fd",
        owners.size() + " sockets" + (denied > 0 ? ", " + denied + " processes denied" : ""));
    return new SocketOwners(owners, denied);
  }

  private static Optional<Long> inode(Got<String> link) {
    String text = link.or("");
    return text.startsWith(PREFIX) && text.endsWith("]")
        ? Look.decimal(text.substring(PREFIX.length(), text.length() - 1)).optional()
        : Optional.empty();
  }
}
