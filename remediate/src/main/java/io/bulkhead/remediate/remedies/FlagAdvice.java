package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.daemon.options.Option;
import io.bulkhead.daemon.options.Options;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.Proposal.Manual;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** A key that a flag sets may not stand in the file as well: the engine would not start. */
final class FlagAdvice {
  private FlagAdvice() {}

  /** The way by hand when {@code key} is given by a flag now or at the next start. */
  static Optional<Manual> setByFlag(HostSnapshot host, String key, ConfigValue wanted) {
    String flag = flagOf(key);
    String place = place(host.daemon(), key, flag);
    if (place.isEmpty() || gone(host.daemon(), key)) {
      return Optional.empty();
    }
    List<String> steps = new ArrayList<>(withoutFlag(host.daemon(), flag, place));
    steps.add(
        "put \"" + key + "\": " + wanted + " into " + DaemonFile.path(host) + " at the same time");
    steps.addAll(RestartAdvice.steps(host));
    return Optional.of(
        new Manual(
            flag
                + " is given on the engine's command line ("
                + place
                + "); with the key in the file as well the engine would not start",
            steps));
  }

  private static String flagOf(String key) {
    return "--" + Options.key(key).map(Option::flag).filter(f -> !f.isEmpty()).orElse(key);
  }

  /** Only the running process has the flag: a restart by its unit starts without it. */
  private static boolean gone(Daemon daemon, String key) {
    Reading<ConfigValue> next = daemon.setting(key).nextStart();
    return daemon.control().kind() == Daemon.ControlKind.SYSTEMD
        && next.seen().isPresent()
        && !next.origin().source().startsWith("-");
  }

  /** True if the running process was given a flag for {@code key}, which no reload takes back. */
  static boolean running(Daemon daemon, String key) {
    Reading<ConfigValue> now = daemon.setting(key).running();
    return now.seen().isPresent() && now.origin().source().startsWith("-");
  }

  /** The flag that has to go for {@code key}, where a drop-in of the unit can do it. */
  static Optional<Edit.Flag> movable(HostSnapshot host, String key) {
    Daemon daemon = host.daemon();
    String flag = flagOf(key);
    boolean systemd =
        daemon.control().kind() == Daemon.ControlKind.SYSTEMD
            || (daemon.control().kind() == Daemon.ControlKind.NONE
                && daemon.unit().seen().isPresent());
    Reading<ConfigValue> next = daemon.setting(key).nextStart();
    String source = next.origin().source();
    boolean given = next.seen().isPresent() && source.startsWith("-");
    return systemd && given && daemon.unit().seen().isPresent()
        ? Optional.of(
            new Edit.Flag(
                "",
                daemon.unit().seen().get().name(),
                key,
                source.contains(" ") ? source.substring(0, source.indexOf(' ')) : flag,
                false))
        : Optional.empty();
  }

  private static String place(Daemon daemon, String key, String flag) {
    for (Reading<ConfigValue> value :
        List.of(daemon.setting(key).nextStart(), daemon.setting(key).running())) {
      String source = value.origin().source();
      if (value.seen().isPresent() && source.startsWith("-")) {
        return source;
      }
    }
    if (daemon.process().seen().stream().anyMatch(p -> names(p.argv(), flag))) {
      return "command line of the running process";
    }
    return daemon.unit().seen().stream().anyMatch(u -> names(u.execStart(), flag))
        ? "ExecStart of the unit"
        : "";
  }

  private static boolean names(List<String> words, String flag) {
    return words.stream()
        .flatMap(w -> List.of(w.split(" ")).stream())
        .anyMatch(w -> w.equals(flag) || w.startsWith(flag + "="));
  }

  private static List<String> withoutFlag(Daemon daemon, String flag, String place) {
    Optional<Daemon.Unit> unit = daemon.unit().seen();
    if (unit.isEmpty() || !names(unit.get().execStart(), flag)) {
      return List.of("remove " + flag + " where it is given: " + place);
    }
    List<String> words = new ArrayList<>();
    unit.get().execStart().forEach(line -> words.addAll(List.of(line.split(" "))));
    return List.of(
        "systemctl edit " + unit.get().name(),
        "    [Service]",
        "    ExecStart=",
        "    ExecStart=" + String.join(" ", dropped(words, flag)));
  }

  /** The words without the flag; a separate value goes with it when it is no flag itself. */
  private static List<String> dropped(List<String> words, String flag) {
    List<String> kept = new ArrayList<>();
    Iterator<String> rest = words.iterator();
    boolean value = false;
    while (rest.hasNext()) {
      String word = rest.next();
      boolean isFlag = word.equals(flag) || word.startsWith(flag + "=");
      if (!isFlag && !(value && !word.startsWith("-") && !word.startsWith("$"))) {
        kept.add(word);
      }
      value = word.equals(flag);
    }
    return kept;
  }
}
