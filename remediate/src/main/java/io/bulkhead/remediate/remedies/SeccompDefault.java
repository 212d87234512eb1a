package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Remedy;
import java.util.List;

/** The engine filters system calls again: the key that switched the filter off goes. */
final class SeccompDefault implements Remedy {
  private static final String KEY = "seccomp-profile";

  @Override
  public CheckId cures() {
    return new CheckId("DMN-011");
  }

  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed) {
    String profile =
        host.daemon().setting(KEY).nextStart().seen().map(ConfigValue::text).orElse("");
    boolean running =
        host.daemon()
            .setting(KEY)
            .running()
            .seen()
            .map(ConfigValue::text)
            .orElse("")
            .equals("unconfined");
    if (!profile.equals("unconfined") && !running) {
      return List.of(
          new Proposal.Manual(
              "no setting of the engine switches the filter off",
              List.of(
                  "look whether the kernel has it: cat /proc/sys/kernel/seccomp/actions_avail",
                  "look whether the engine was built with it: docker info, Security Options")));
    }
    return List.of(
        KeyFix.without(
            host,
            KEY,
            "Programs that need a system call the built-in profile blocks fail with EPERM.",
            NewContainers.note(host)));
  }
}
