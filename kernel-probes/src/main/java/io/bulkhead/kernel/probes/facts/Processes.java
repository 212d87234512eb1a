package io.bulkhead.kernel.probes.facts;

import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.processes.Cgroups;
import java.util.ArrayList;
import java.util.List;

/** The processes that can be seen, by one look at /proc. */
public record Processes(List<Task> all) {
  /**
   * A process.
   *
   * @param command its short name
   */
  public record Task(int pid, String command) {
    /** The container's id from its cgroup; empty for a process of the host. */
    public String container(Look look) {
      return look.once(
          "container of " + pid,
          own -> Cgroups.containerId(own.raw("/proc/" + pid + "/cgroup").or("")));
    }
  }

  public static Processes of(Look look) {
    return look.once(Processes.class, Processes::read);
  }

  private static Processes read(Look look) {
    List<Task> all = new ArrayList<>();
    for (String name : look.list("/proc").or(List.of())) {
      int pid = pid(name);
      if (pid > 0) {
        all.add(new Task(pid, look.unkeptText("/proc/" + pid + "/comm").or("").strip()));
      }
    }
    look.note("/proc", all.size() + " processes");
    return new Processes(List.copyOf(all));
  }

  private static int pid(String name) {
    int pid = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < '0' || c > '9' || i > 8) {
        return 0;
      }
      pid = pid * 10 + c - '0';
    }
    return pid;
  }
}
