package io.bulkhead.kernel.processes;

import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;

/** Labels that security modules give to processes (proc_pid_attr(5)). */
final class Labels {
  private final HostFiles files;
  private final boolean labelling;

  Labels(HostFiles files) {
    this.files = files;
    boolean appArmor =
        files.text("/sys/module/apparmor/parameters/enabled").seen().orElse("").startsWith("Y");
    this.labelling = appArmor || files.stat("/sys/fs/selinux/enforce").seen().isPresent();
  }

  /** Absent if the kernel runs no module that labels processes. */
  Reading<String> of(int pid) {
    String common = "/proc/" + pid + "/attr/current";
    Reading<String> own = label("/proc/" + pid + "/attr/apparmor/current");
    Reading<String> label = own.seen().isPresent() ? own : label(common);
    return label.fold(
        seen -> seen,
        absent -> withoutLabel(absent.origin(), "no such file"),
        unseen ->
            unseen.reason().equals("permission denied")
                ? unseen
                // EINVAL is the kernel's way to say that no module answers
                : withoutLabel(unseen.origin(), unseen.reason()));
  }

  private Reading<String> withoutLabel(Origin origin, String reason) {
    return labelling ? Reading.unreadable(origin, reason) : Reading.absent(origin);
  }

  /** SELinux ends its labels with a zero byte, AppArmor with a line feed. */
  private Reading<String> label(String path) {
    return files
        .text(path)
        .then(
            seen -> {
              String label = seen.value().replace("\0", "").strip();
              return label.isEmpty()
                  ? Reading.unreadable(seen.origin(), "empty")
                  : Reading.present(label, seen.origin());
            });
  }
}
