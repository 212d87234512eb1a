package io.bulkhead.kernel.probes.lsm;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import java.util.Map;

/** Ubuntu's addition: programs without a profile get no useful user namespace. */
final class UsernsRestriction {
  private UsernsRestriction() {}

  static Answer answer(Look look) {
    Got<Long> restricted = look.sysctl("kernel.apparmor_restrict_unprivileged_userns");
    if (!restricted.seen()) {
      return Answer.unknown(
          "kernel.apparmor_restrict_unprivileged_userns: "
              + restricted.why()
              + "; only Ubuntu's kernels have it");
    }
    if (restricted.get() == 0) {
      boolean otherwise =
          look.sysctl("kernel.unprivileged_userns_clone").or(1L) == 0
              || look.sysctl("user.max_user_namespaces").or(1L) == 0;
      return otherwise
          ? Answer.pass(0L, "off, and another setting restricts them")
          : Answer.fail(0L, "every user reaches the parts of the kernel that namespaces open");
    }
    if (!look.engine().rootless()) {
      return Answer.pass(restricted.get(), "programs without a profile get no user namespace");
    }
    Got<Map<String, String>> loaded = AppArmorProbes.loaded(look);
    if (!loaded.seen()) {
      return Answer.unknown(
          restricted.get(), "whether rootlesskit has a profile was not seen: " + loaded.why());
    }
    return loaded.get().keySet().stream().anyMatch(n -> n.contains("rootlesskit"))
        ? Answer.pass(restricted.get(), "rootlesskit has a profile")
        : Answer.warn(restricted.get(), "the rootless engine needs a profile for its rootlesskit");
  }
}
