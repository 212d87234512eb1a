package io.bulkhead.daemon.unit;

import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The engine as an OpenRC service: Alpine, Gentoo, Artix. */
public final class OpenRc {
  public static final String SCRIPT = "/etc/init.d/docker";
  public static final String SETTINGS = "/etc/conf.d/docker";
  private static final Pattern OPTIONS =
      Pattern.compile("(?m)^[ \\t]*(?:export[ \\t]+)?DOCKER_OPTS=(.*(?:\\\\\\n.*)*)$");

  private OpenRc() {}

  /** True if OpenRC runs here and has a service for the engine. */
  public static boolean drives(HostFiles files) {
    boolean runs =
        !files.live()
            || files.stat("/run/openrc/softlevel").seen().isPresent()
            || files.text("/proc/1/comm").seen().filter(c -> c.startsWith("openrc")).isPresent();
    return runs && files.text(SCRIPT).seen().filter(t -> t.contains("openrc-run")).isPresent();
  }

  /** The command line of the next start; unreadable where the shell would have to decide. */
  public static Reading<List<String>> argv(HostFiles files) {
    Origin origin = Origin.claimed(SETTINGS);
    String script = files.text(SCRIPT).seen().orElse("");
    Reading<String> settings = files.text(SETTINGS);
    if (settings instanceof Reading.Unreadable<String> unseen) {
      return Reading.unreadable(unseen.origin(), unseen.reason());
    }
    List<String> argv = new ArrayList<>(List.of("dockerd"));
    Matcher pidfile = Pattern.compile("command_args=.*-p[ \\\\\"]").matcher(script);
    if (pidfile.find()) {
      argv.addAll(List.of("-p", "/run/docker.pid"));
    }
    String options = "";
    Matcher matcher = OPTIONS.matcher(settings.seen().orElse(""));
    while (matcher.find()) {
      options = matcher.group(1).replace("\\\n", " ").strip();
    }
    if (options.contains("$") || options.contains("`")) {
      return Reading.unreadable(origin, "DOCKER_OPTS is computed by the shell");
    }
    Words.of(options).forEach(word -> argv.addAll(Words.of(word)));
    return Reading.present(argv, origin);
  }
}
