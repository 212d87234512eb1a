package io.bulkhead.kernel.system;

import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.kernel.view.HostView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The sysctls that checks and remedies ask for. */
final class Sysctls {
  static final String NETWORK = "net.";
  static final String BRIDGE_FILTER = "net.bridge.bridge-nf-call-";

  private static final List<String> NAMES =
      List.of(
          "kernel.apparmor_restrict_unprivileged_userns",
          "kernel.dmesg_restrict",
          "kernel.kptr_restrict",
          "kernel.modules_disabled",
          "kernel.randomize_va_space",
          "kernel.unprivileged_bpf_disabled",
          "kernel.unprivileged_userns_clone",
          "kernel.yama.ptrace_scope",
          "net.bridge.bridge-nf-call-ip6tables",
          "net.bridge.bridge-nf-call-iptables",
          "net.ipv4.conf.all.route_localnet",
          "net.ipv4.conf.default.route_localnet",
          "net.ipv4.conf.docker0.route_localnet",
          "net.ipv4.ip_forward",
          "net.ipv4.ip_unprivileged_port_start",
          "net.ipv6.conf.all.forwarding",
          "user.max_user_namespaces");

  private Sysctls() {}

  static Map<String, Reading<String>> read(HostView view) {
    RunningKernel kernel = new RunningKernel(view);
    Map<String, Reading<String>> values = new TreeMap<>();
    for (String name : NAMES) {
      String path = "/proc/sys/" + name.replace('.', '/');
      Optional<String> foreign = foreign(name, view);
      values.put(
          name,
          foreign
              .map(why -> Reading.<String>unreadable(Origin.observed(path), why))
              .orElseGet(() -> kernel.word(path)));
    }
    return values;
  }

  /** Values of a namespace say nothing about the host when the namespace is another one. */
  private static Optional<String> foreign(String name, HostView view) {
    Optional<String> hidden = view.kernelHidden();
    if (hidden.isPresent()) {
      return hidden;
    }
    if (name.startsWith(NETWORK)) {
      return view.hostHidden().or(view::foreignNetwork);
    }
    return name.startsWith("user.") ? view.foreignUsers() : Optional.empty();
  }
}
