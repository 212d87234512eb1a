package io.bulkhead.kernel.software;

import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Software.Stated;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Signs of how the host's own system is kept: updates, remote login, and what other auditors left
 * behind. Nothing here is a verdict.
 */
final class Baseline {
  private static final Pattern SSH =
      Pattern.compile(
          "\\s*(PermitRootLogin|PasswordAuthentication|PermitEmptyPasswords|X11Forwarding)\\s+(\\S+).*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern UPDATES =
      Pattern.compile(
          "\\s*APT::Periodic::(Unattended-Upgrade|Update-Package-Lists)\\s+\"?(\\w+).*");
  private static final Pattern DNF = Pattern.compile("\\s*(apply_updates)\\s*=\\s*(\\w+).*");
  private static final Pattern LYNIS =
      Pattern.compile("(hardening_index|report_datetime_end|lynis_version)=(.*)");

  private final HostFiles files;
  private final List<Stated> found = new ArrayList<>();

  Baseline(HostFiles files) {
    this.files = files;
  }

  List<Stated> read() {
    directory("/etc/apt/apt.conf.d", UPDATES);
    look("/etc/dnf/automatic.conf", DNF);
    look("/etc/ssh/sshd_config", SSH);
    directory("/etc/ssh/sshd_config.d", SSH);
    privileged();
    look("/var/log/lynis-report.dat", LYNIS);
    for (String name : files.list("/var/log/openscap").seen().orElse(List.of())) {
      found.add(new Stated("/var/log/openscap/" + name, "report", "present", ""));
    }
    return found;
  }

  /** Every account with the number of root is root. */
  private void privileged() {
    Set<String> names = new LinkedHashSet<>();
    for (String line : files.text("/etc/passwd").seen().orElse("").split("\n")) {
      String[] fields = line.split(":", -1);
      if (fields.length > 3 && fields[2].matches("0+")) {
        names.add(fields[0]);
      }
    }
    if (!names.isEmpty()) {
      found.add(new Stated("/etc/passwd", "accounts with uid 0", String.join(" ", names), ""));
    }
  }

  private void directory(String path, Pattern wanted) {
    for (String name : files.list(path).seen().orElse(List.of())) {
      look(path + "/" + name, wanted);
    }
  }

  private void look(String path, Pattern wanted) {
    int number = 0;
    for (String line : files.text(path).seen().orElse("").split("\n")) {
      number++;
      Matcher matcher = wanted.matcher(line);
      if (matcher.matches()) {
        found.add(new Stated(path + ":" + number, matcher.group(1), matcher.group(2).strip(), ""));
      }
    }
  }
}
