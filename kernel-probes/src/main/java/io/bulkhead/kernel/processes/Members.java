package io.bulkhead.kernel.processes;

import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Interior.Member;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The processes of containers, from their cgroups. */
final class Members {
  /** Processes that are looked at in one audit, and cgroups below one container. */
  private static final int MOST = 20_000;

  private static final int MOST_CGROUPS = 200;

  private final HostFiles files;
  private int looked;

  Members(HostFiles files) {
    this.files = files;
  }

  Reading<List<Member>> of(Container container, Controllers controllers) {
    Optional<String> directory = controllers.directory();
    Origin origin = Origin.observed(directory.orElse("/sys/fs/cgroup") + "/cgroup.procs");
    if (directory.filter(path -> path.contains(container.id())).isEmpty()) {
      return Reading.unreadable(origin, "its processes have no cgroup of their own");
    }
    try {
      TreeSet<Integer> pids = new TreeSet<>();
      collect(directory.get(), pids, new int[] {MOST_CGROUPS});
      List<Member> members = new ArrayList<>();
      for (int pid : pids) {
        if (++looked > MOST) {
          return Reading.unreadable(origin, "more than " + MOST + " processes");
        }
        member(pid).ifPresent(members::add);
      }
      return Reading.present(members, origin);
    } catch (MalformedException e) {
      return Reading.unreadable(origin, String.valueOf(e.getMessage()));
    }
  }

  private void collect(String directory, Set<Integer> pids, int[] left) throws MalformedException {
    if (--left[0] < 0) {
      throw new MalformedException("more than " + MOST_CGROUPS + " cgroups in one container");
    }
    for (String line : text(directory + "/cgroup.procs").split("\n")) {
      if (!line.isEmpty()) {
        pids.add((int) MalformedException.number("cgroup.procs", line));
      }
    }
    for (String name : files.list(directory).seen().orElse(List.of())) {
      // files of a cgroup have a dot in their names, and a directory may too
      boolean child = !isControl(name) || name.endsWith(".scope") || name.endsWith(".slice");
      if (child && files.bytes(directory + "/" + name + "/cgroup.procs").seen().isPresent()) {
        collect(directory + "/" + name, pids, left);
      }
    }
  }

  private static boolean isControl(String name) {
    return name.matches("(cgroup|memory|pids|cpu|cpuset|io|hugetlb|rdma|misc|irq|dmem)\\..*");
  }

  private String text(String path) throws MalformedException {
    Reading<byte[]> bytes = files.bytes(path);
    if (bytes instanceof Reading.Unreadable<byte[]> unseen) {
      throw new MalformedException(unseen.reason());
    }
    return new String(bytes.seen().orElse(new byte[0]), StandardCharsets.UTF_8);
  }

  /** Empty for a process that ended meanwhile. */
  private Optional<Member> member(int pid) throws MalformedException {
    Reading<byte[]> bytes = files.bytes("/proc/" + pid + "/status");
    if (bytes instanceof Reading.Absent) {
      return Optional.empty();
    }
    if (bytes instanceof Reading.Unreadable<byte[]> unseen) {
      if (unseen.reason().contains("no such process")) {
        return Optional.empty();
      }
      throw new MalformedException(unseen.reason());
    }
    StatusFile status =
        StatusFile.parse(new String(bytes.seen().orElse(new byte[0]), StandardCharsets.UTF_8));
    return Optional.of(
        new Member(
            pid,
            status.fields().getOrDefault("Name", ""),
            numbers("Uid", status),
            numbers("Groups", status),
            status.capabilities().getOrDefault("CapEff", 0L)));
  }

  private static List<Long> numbers(String field, StatusFile status) throws MalformedException {
    List<Long> numbers = new ArrayList<>();
    for (String word : status.fields().getOrDefault(field, "").split("\\s+")) {
      if (!word.isEmpty()) {
        numbers.add(MalformedException.number(field, word));
      }
    }
    if (numbers.isEmpty() && field.equals("Uid")) {
      throw new MalformedException("a process has no Uid");
    }
    return numbers;
  }
}
