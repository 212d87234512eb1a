package io.bulkhead.kernel.system;

import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.kernel.view.HostView;
import java.util.List;
import java.util.Optional;

/** What the running kernel says about itself in /proc. */
final class RunningKernel {
  private static final String STATUS = "/proc/self/status";

  private final HostView view;
  private final HostFiles files;

  RunningKernel(HostView view) {
    this.view = view;
    this.files = view.files();
  }

  /** A file's text without surrounding blanks; an empty one says nothing. */
  Reading<String> word(String path) {
    Optional<String> hidden = view.kernelHidden();
    if (hidden.isPresent()) {
      return Reading.unreadable(Origin.observed(path), hidden.get());
    }
    return files
        .text(path)
        .then(
            seen -> {
              String word = seen.value().strip();
              return word.isEmpty()
                  ? Reading.unreadable(seen.origin(), "empty")
                  : Reading.present(word, seen.origin());
            });
  }

  Reading<String> release() {
    return word("/proc/sys/kernel/osrelease");
  }

  Reading<String> build() {
    return word("/proc/sys/kernel/version");
  }

  /** The kernel tells since 6.1; before that the Java machine's own architecture stands for it. */
  Reading<String> machine() {
    return word("/proc/sys/kernel/arch")
        .fold(
            seen -> seen,
            absent -> {
              String arch = System.getProperty("os.arch", "");
              String name = arch.equals("amd64") ? "x86_64" : arch;
              return Reading.present(name, Origin.derived("architecture of the Java machine"));
            },
            unseen -> unseen);
  }

  /** Actions of seccomp's filter mode. */
  Reading<List<String>> seccompActions() {
    return word("/proc/sys/kernel/seccomp/actions_avail")
        .<Reading<List<String>>>fold(
            seen -> Reading.present(List.of(seen.value().split(" +")), seen.origin()),
            absent -> withoutList(absent.origin()),
            unseen -> Reading.unreadable(unseen.origin(), unseen.reason()));
  }

  private Reading<List<String>> withoutList(Origin list) {
    return word(STATUS)
        .then(
            status ->
                status.value().contains("\nSeccomp:")
                    ? Reading.unreadable(list, "kernels before 4.14 do not list them")
                    : Reading.absent(Origin.observed(STATUS + " has no Seccomp")));
  }

  /** {@code 1}, {@code 2} or {@code hybrid}, from what is mounted below /sys/fs/cgroup. */
  Reading<String> cgroupVersion() {
    return word("/proc/self/mountinfo").then(seen -> cgroups(seen.value()));
  }

  static Reading<String> cgroups(String mountinfo) {
    Origin origin = Origin.observed("/sys/fs/cgroup in /proc/self/mountinfo");
    boolean one = false;
    boolean two = false;
    String root = "";
    for (String line : mountinfo.split("\n")) {
      String[] fields = line.split(" ");
      int dash = List.of(fields).indexOf("-");
      if (dash < 5 || fields.length < dash + 2 || !fields[4].startsWith("/sys/fs/cgroup")) {
        continue;
      }
      String type = fields[dash + 1];
      root = fields[4].equals("/sys/fs/cgroup") ? type : root;
      one |= type.equals("cgroup");
      two |= type.equals("cgroup2");
    }
    if (root.equals("cgroup2")) {
      return Reading.present("2", origin);
    }
    if (one) {
      return Reading.present(two ? "hybrid" : "1", origin);
    }
    return Reading.absent(origin);
  }
}
