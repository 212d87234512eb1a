package io.bulkhead.kernel.probes.facts;

import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who holds which socket. Descriptors are looked at process by process, and no further than until
 * what is asked for has been found.
 */
public final class SocketOwners {
  private static final String PREFIX = "socket:[";

  private final Map<Long, Processes.Task> byInode = new HashMap<>();
  private final Iterator<Processes.Task> rest;

  private SocketOwners(Look look) {
    rest = Processes.of(look).all().iterator();
  }

  /**
   * The first process that holds each of these sockets; those nobody is seen to hold are missing.
   */
  public static Map<Long, Processes.Task> of(Look look, Set<Long> inodes) {
    SocketOwners owners = look.once(SocketOwners.class, SocketOwners::new);
    while (owners.rest.hasNext() && !owners.byInode.keySet().containsAll(inodes)) {
      owners.look(look, owners.rest.next());
    }
    look.note("/proc/*/fd", owners.byInode.size() + " sockets seen");
    return owners.byInode;
  }

  private void look(Look look, Processes.Task task) {
    String directory = "/proc/" + task.pid() + "/fd";
    for (String descriptor : look.unkept(directory).or(List.of())) {
      inode(look.quietLink(directory + "/" + descriptor))
          .ifPresent(i -> byInode.putIfAbsent(i, task));
    }
  }

  private static Optional<Long> inode(Got<String> link) {
    String text = link.or("");
    return text.startsWith(PREFIX) && text.endsWith("]")
        ? Look.decimal(text.substring(PREFIX.length(), text.length() - 1)).optional()
        : Optional.empty();
  }
}
