package io.bulkhead.kernel.view;

import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether what stands in the files speaks about the host at all. Each answer is a reason why not,
 * or empty. Looked up once, thread-safe.
 */
public final class HostView {
  private static final String INITIAL_USER_MAP = "0 0 4294967295";

  private final HostFiles files;
  private @Nullable Reading<String> container;
  private @Nullable Reading<Boolean> hostNetwork;

  public HostView(HostFiles files) {
    this.files = files;
  }

  public HostFiles files() {
    return files;
  }

  /** Why /proc and /sys say nothing about the running kernel. */
  public Optional<String> kernelHidden() {
    if (!files.live()) {
      return Optional.of("a tree of files has no running kernel");
    }
    return files.link("/proc/self").seen().isPresent()
        ? Optional.empty()
        : Optional.of("/proc is not mounted");
  }

  /** Why processes and this system's own files say nothing about the host. */
  public Optional<String> hostHidden() {
    Optional<String> kernel = kernelHidden();
    return kernel.isPresent() ? kernel : foreignFiles();
  }

  /** Why files under / are not the host's; an offline tree's files speak for themselves. */
  public Optional<String> foreignFiles() {
    if (!files.live()) {
      return Optional.empty();
    }
    return container()
        .fold(
            inside ->
                SystemContainer.isHost(inside.value(), files)
                    ? Optional.empty()
                    : Optional.of(
                        "Bulkhead runs inside a container ("
                            + inside.value()
                            + ") and does not see the host"),
            none -> Optional.empty(),
            unseen -> Optional.empty());
  }

  /** The container technology around Bulkhead; absent on a host. */
  public synchronized Reading<String> container() {
    if (container == null) {
      container =
          kernelHidden()
              .map(why -> Reading.<String>unreadable(Origin.observed("/proc/self/ns/pid"), why))
              .orElseGet(() -> new ContainerSigns(files).read());
    }
    return container;
  }

  /** Why per-user-namespace values are not the host's. */
  public Optional<String> foreignUsers() {
    return files
        .text("/proc/self/uid_map")
        .fold(
            map ->
                map.value().strip().replaceAll("\\s+", " ").equals(INITIAL_USER_MAP)
                    ? Optional.empty()
                    : Optional.of("Bulkhead runs in a user namespace of its own"),
            absent -> Optional.empty(),
            unseen -> Optional.of("whether this is the host's user namespace is not visible"));
  }

  /** Why network values of this process are not the host's. */
  public synchronized Optional<String> foreignNetwork() {
    if (hostNetwork == null) {
      hostNetwork = compareNetworks();
    }
    return hostNetwork.fold(
        same ->
            same.value()
                ? Optional.empty()
                : Optional.of("Bulkhead runs in a network namespace of its own"),
        none -> Optional.empty(),
        unseen -> Optional.of(unseen.reason()));
  }

  private Reading<Boolean> compareNetworks() {
    Reading<String> own = files.link("/proc/self/ns/net");
    Reading<String> first = files.link("/proc/1/ns/net");
    if (own.seen().isPresent() && first.seen().isPresent()) {
      return Reading.present(own.seen().equals(first.seen()), first.origin());
    }
    // without privilege: a unix socket that both list can only be in one and the same namespace
    Set<String> common = unixSockets("/proc/self/net/unix");
    common.retainAll(unixSockets("/proc/1/net/unix"));
    return common.isEmpty()
        ? Reading.unreadable(
            first.origin(), "whether this is the host's network namespace is not visible")
        : Reading.present(true, Origin.observed("/proc/1/net/unix"));
  }

  /** Inode numbers, the seventh column of /proc/net/unix; unique on the whole kernel. */
  private Set<String> unixSockets(String path) {
    Set<String> inodes = new HashSet<>();
    byte[] table = files.head(path, HostFiles.LIMIT).seen().orElse(new byte[0]);
    String text = new String(table, StandardCharsets.UTF_8);
    for (String line : text.split("\n")) {
      String[] columns = line.strip().split(" +", 8);
      if (columns.length > 6 && !columns[6].equals("Inode")) {
        inodes.add(columns[6]);
      }
    }
    return inodes;
  }
}
