package io.bulkhead.audit.checks.facts;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.util.Set;

/**
 * The seccomp profile that the engine gives containers which ask for none.
 *
 * @param kind what it is worth
 * @param profile as the engine names it, empty where there is none
 */
public record SeccompDefault(Kind kind, String profile, Evidence evidence) {
  /** What an engine's default profile is worth. */
  public enum Kind {
    /** The profile built into the engine. */
    BUILT_IN,
    /** A file of the operator's, whose content was not seen. */
    CUSTOM,
    /** No filter, by decision. */
    UNCONFINED,
    /** The engine does not list seccomp among its security options. */
    MISSING,
    /** Could not be seen. */
    UNSEEN
  }

  /** {@code default} up to 20.10, {@code builtin} since 23.0. */
  private static final Set<String> BUILT_IN = Set.of("default", "builtin");

  private static final String PREFIX = "name=seccomp,profile=";

  public static SeccompDefault of(HostSnapshot host) {
    if (Presence.notRunning(host)) {
      Effective setting = Effective.of(host, "seccomp-profile");
      boolean seen = setting.reading().seen().isPresent();
      Kind kind =
          !seen ? Kind.UNSEEN : setting.text().isEmpty() ? Kind.BUILT_IN : kind(setting.text());
      return new SeccompDefault(kind, setting.text(), setting.evidence());
    }
    return host.engine()
        .info()
        .fold(
            seen -> {
              String profile = profile(seen.value());
              Kind kind = seen.value().securityOption("seccomp") ? kind(profile) : Kind.MISSING;
              String says = "SecurityOptions " + String.join(" ", seen.value().securityOptions());
              return new SeccompDefault(kind, profile, Evidence.of(seen.origin(), says));
            },
            none -> new SeccompDefault(Kind.UNSEEN, "", Evidence.of(none.origin(), "absent")),
            unseen ->
                new SeccompDefault(Kind.UNSEEN, "", Evidence.of(unseen.origin(), unseen.reason())));
  }

  private static Kind kind(String profile) {
    if (BUILT_IN.contains(profile)) {
      return Kind.BUILT_IN;
    }
    return profile.equals("unconfined") ? Kind.UNCONFINED : Kind.CUSTOM;
  }

  private static String profile(Engine.Info info) {
    return info.securityOptions().stream()
        .filter(option -> option.startsWith(PREFIX))
        .map(option -> option.substring(PREFIX.length()))
        .findFirst()
        .orElse("");
  }
}
