package io.bulkhead.audit.checks.containers;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The default action in the text of a seccomp profile. */
final class SeccompText {
  /** What happens to a system call that no rule names. */
  enum Default {
    DENIES,
    ALLOWS,
    UNKNOWN
  }

  /** The engine takes keys in any case, and the last of several. */
  private static final Pattern ACTION = Pattern.compile("\"defaultaction\"\\s*:\\s*\"([a-z_]+)\"");

  private static final Set<String> DENYING =
      Set.of(
          "scmp_act_errno",
          "scmp_act_kill",
          "scmp_act_kill_process",
          "scmp_act_kill_thread",
          "scmp_act_trap");

  private SeccompText() {}

  static Default defaultAction(String profile) {
    String text = profile.toLowerCase(Locale.ROOT);
    if (text.contains("\\u")) {
      return Default.UNKNOWN;
    }
    boolean denies = false;
    boolean other = false;
    for (Matcher found = ACTION.matcher(text); found.find(); ) {
      String action = found.group(1);
      if (action.equals("scmp_act_allow") || action.equals("scmp_act_log")) {
        return Default.ALLOWS;
      }
      denies |= DENYING.contains(action);
      other |= !DENYING.contains(action);
    }
    return denies && !other ? Default.DENIES : Default.UNKNOWN;
  }
}
