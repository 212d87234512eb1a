package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Proposal.Manual;
import java.util.List;
import java.util.Optional;

/** Whose kernel a host runs on: a container, one that holds a whole system too, borrows it. */
final class KernelOwner {
  private static final String PROBE = "ctx.in_container";

  private KernelOwner() {}

  /** What to do instead where the kernel is not this host's to change; empty if it is. */
  static Optional<Manual> elsewhere(HostSnapshot host) {
    return host.probe(PROBE).value().text().equals("true")
        ? Optional.of(
            new Manual(
                "this host is a container: its kernel is that of the machine outside, and so are"
                    + " what it sets, loads and boots",
                List.of("run bulkhead on the machine that the container runs on")))
        : Optional.empty();
  }

  /** True if every network namespace has a value of its own (ip-sysctl). */
  static boolean ofNamespace(String key) {
    return key.startsWith("net.ipv4.") || key.startsWith("net.ipv6.");
  }
}
