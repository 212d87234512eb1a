package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.HostFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who else writes to a file, so that a change of it will be undone or asked about one day. */
final class Stewards {
  private static final Pattern MANAGED =
      Pattern.compile("(?i)(puppet|ansible|chef|saltstack|cfengine|terraform|cloud-init)");
  private static final Pattern SAYS_SO =
      Pattern.compile("(?i)(managed|generated|maintained|controlled) (by|with|through)");
  private static final int HEAD = 10;

  /** Packages whose configuration files are changed here. */
  private static final List<String> PACKAGES =
      List.of("docker.io", "docker-ce", "containerd", "containerd.io", "procps", "auditd");

  private static final String LISTS = "/var/lib/dpkg/info/%s.conffiles";

  private final HostFiles files;

  Stewards(HostFiles files) {
    this.files = files;
  }

  /** One sentence; empty if nobody is known to. */
  Optional<String> of(String path, byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    Optional<String> tool =
        text.lines()
            .limit(HEAD)
            .filter(line -> SAYS_SO.matcher(line).find())
            .map(MANAGED::matcher)
            .filter(Matcher::find)
            .map(matcher -> matcher.group(1))
            .findFirst();
    if (tool.isPresent()) {
      return Optional.of(
          path + " says that " + tool.get() + " manages it, which will put its own version back");
    }
    for (String name : PACKAGES) {
      boolean listed =
          files.text(LISTS.formatted(name)).seen().orElse("").lines().anyMatch(path::equals);
      if (listed) {
        return Optional.of(
            path
                + " belongs to package "
                + name
                + ", whose upgrades will ask which version to keep");
      }
    }
    return Optional.empty();
  }
}
