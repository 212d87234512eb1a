package io.bulkhead.kernel.software;

import io.bulkhead.audit.snapshot.Accounts;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Software.Stated;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds where variables of the docker command are set at login: for everybody, and for single
 * users. Those of Bulkhead's own process say nothing about others: sudo takes them away.
 */
final class ClientVariables {
  private static final String NAMES = "(DOCKER_CONTENT_TRUST|DOCKER_HOST|DOCKER_TLS_VERIFY)";
  private static final Pattern SETS =
      Pattern.compile(
          "\\s*(?:export\\s+|declare\\s+-x\\s+|setenv\\s+)?"
              + NAMES
              + "(?:=|\\s+DEFAULT=|\\s+OVERRIDE=|\\s+)\\s*[\"']?([^\"'\\s;#]*).*");
  private static final Pattern UNSETS =
      Pattern.compile("\\s*(?:unset|unsetenv)\\s+(?:.*\\s)?" + NAMES + "(?:\\s.*|;.*)?");
  private static final Pattern USER_INFO = Pattern.compile("//[^/@]*@");

  private static final List<String> FOR_ALL =
      List.of(
          "/etc/environment",
          "/etc/security/pam_env.conf",
          "/etc/profile",
          "/etc/bash.bashrc",
          "/etc/bashrc",
          "/etc/zsh/zshenv");
  private static final List<String> FOR_ONE =
      List.of(
          "/.profile",
          "/.bash_profile",
          "/.bash_login",
          "/.bashrc",
          "/.zshenv",
          "/.pam_environment");

  private final HostFiles files;
  private final List<Stated> found = new ArrayList<>();

  ClientVariables(HostFiles files) {
    this.files = files;
  }

  Reading<List<Stated>> read(Reading<Accounts> accounts) {
    FOR_ALL.forEach(path -> look(path, ""));
    for (String name : files.list("/etc/profile.d").seen().orElse(List.of())) {
      if (name.endsWith(".sh")) {
        look("/etc/profile.d/" + name, "");
      }
    }
    for (Accounts.User user : accounts.seen().map(Accounts::users).orElse(List.of())) {
      boolean person = (user.uid() == 0 || user.uid() >= 1000) && !user.shell().endsWith("nologin");
      if (person && user.home().startsWith("/") && user.home().length() > 1) {
        FOR_ONE.forEach(file -> look(user.home() + file, user.name()));
      }
    }
    return Reading.present(
        found, Origin.observed("/etc/environment, /etc/profile.d and profiles of users"));
  }

  private void look(String path, String user) {
    int number = 0;
    for (String line : files.text(path).seen().orElse("").split("\n")) {
      number++;
      Matcher unsets = UNSETS.matcher(line);
      Matcher sets = SETS.matcher(line);
      if (unsets.matches()) {
        found.add(new Stated(path + ":" + number, unsets.group(1), "", user));
      } else if (sets.matches()) {
        String value = USER_INFO.matcher(sets.group(2)).replaceAll("//");
        found.add(new Stated(path + ":" + number, sets.group(1), value, user));
      }
    }
  }
}
