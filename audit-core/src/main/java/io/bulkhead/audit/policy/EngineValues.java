package io.bulkhead.audit.policy;

import static io.bulkhead.audit.policy.SiteValue.number;
import static io.bulkhead.audit.policy.SiteValue.patterns;

import java.util.List;

/** What the site says about the engine. */
public final class EngineValues {
  private static final String SECTION = "engine";

  public static final SiteValue<List<String>> RUNTIMES =
      patterns(
          SECTION,
          "runtimes",
          List.of("runc", "io.containerd.runc.v2", "crun", "runsc", "kata*", "nvidia"),
          "OCI runtimes that may be configured.");

  public static final SiteValue<List<String>> AUTHORIZATION_PLUGINS =
      patterns(SECTION, "authorization-plugins", List.of(), "Authorization plugins to expect.");

  public static final SiteValue<List<String>> PLUGINS =
      patterns(SECTION, "plugins", List.of(), "Managed plugins that may be enabled.");

  public static final SiteValue<List<String>> CGROUP_PARENTS =
      patterns(SECTION, "cgroup-parents", List.of(), "Cgroup parents beside the engine's own.");

  public static final SiteValue<List<String>> INSECURE_REGISTRIES =
      patterns(
          SECTION,
          "insecure-registries",
          List.of("127.0.0.0/8", "::1/128"),
          "Registries that may be used without TLS.");

  public static final SiteValue<Integer> LOG_MAX_MIB =
      number(SECTION, "log-max-mib", 1024, "Largest log of one container, all its files together.");

  static final List<SiteValue<?>> ALL =
      List.of(
          RUNTIMES,
          AUTHORIZATION_PLUGINS,
          PLUGINS,
          CGROUP_PARENTS,
          INSECURE_REGISTRIES,
          LOG_MAX_MIB);

  private EngineValues() {}
}
