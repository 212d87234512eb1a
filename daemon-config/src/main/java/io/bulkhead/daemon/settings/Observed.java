package io.bulkhead.daemon.settings;

import io.bulkhead.audit.secrets.Redaction;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Strength;
import io.bulkhead.daemon.options.EngineVersion;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What the engine itself shows of its settings. Only what it really does is taken, not what it was
 * told: of SELinux, for example, whether it is on.
 */
public final class Observed {
  private static final String BRIDGE = "com.docker.network.bridge.";

  private final Map<String, Reading<ConfigValue>> found = new LinkedHashMap<>();

  private Observed() {}

  /**
   * Observed values by key.
   *
   * @param configured the settings as derived, to complete what the engine shows in part
   */
  public static Map<String, Reading<ConfigValue>> in(
      Engine engine, Map<String, Reading<ConfigValue>> configured) {
    Observed observed = new Observed();
    Optional<EngineVersion> version =
        engine.version().seen().flatMap(v -> EngineVersion.of(v.version()));
    engine.info().seen().ifPresent(info -> observed.info(info, version, configured));
    engine
        .networks()
        .seen()
        .flatMap(
            all ->
                all.stream()
                    .filter(n -> n.name().equals("bridge") && n.driver().equals("bridge"))
                    .findFirst())
        .ifPresent(observed::bridge);
    return observed.found;
  }

  private void put(String key, ConfigValue value, String source) {
    found.put(key, Reading.present(Redaction.value(value), Origin.observed(source)));
  }

  private void info(
      Engine.Info info,
      Optional<EngineVersion> version,
      Map<String, Reading<ConfigValue>> configured) {
    info.liveRestore()
        .seen()
        .ifPresent(on -> put("live-restore", ConfigValue.of(on), "GET /info LiveRestoreEnabled"));
    info.loggingDriver()
        .seen()
        .ifPresent(d -> put("log-driver", ConfigValue.of(d), "GET /info LoggingDriver"));
    if (!info.storageDriver().isEmpty()) {
      put("storage-driver", ConfigValue.of(info.storageDriver()), "GET /info Driver");
    }
    if (!info.dockerRootDir().isEmpty()) {
      String root =
          info.securityOption("userns")
              ? info.dockerRootDir().replaceFirst("/\\d+\\.\\d+$", "")
              : info.dockerRootDir();
      put("data-root", ConfigValue.of(root), "GET /info DockerRootDir");
    }
    info.settings()
        .debug()
        .seen()
        .ifPresent(on -> put("debug", ConfigValue.of(on), "GET /info Debug"));
    info.settings()
        .experimental()
        .seen()
        .ifPresent(on -> put("experimental", ConfigValue.of(on), "GET /info ExperimentalBuild"));
    if (!info.settings().defaultRuntime().isEmpty()) {
      put(
          "default-runtime",
          ConfigValue.of(info.settings().defaultRuntime()),
          "GET /info DefaultRuntime");
    }
    mirrors(info, configured);
    security(info, version, configured);
    insecure(info, configured);
  }

  private void security(
      Engine.Info info,
      Optional<EngineVersion> version,
      Map<String, Reading<ConfigValue>> configured) {
    String source = "GET /info SecurityOptions";
    put("selinux-enabled", ConfigValue.of(info.securityOption("selinux")), source);
    put("rootless", ConfigValue.of(info.securityOption("rootless")), source);
    if (version.map(v -> v.atLeast(24, 0)).orElse(false)) {
      boolean on = info.securityOption("no-new-privileges");
      put("no-new-privileges", ConfigValue.of(on), source);
    }
    if (version.map(v -> v.atLeast(20, 10)).orElse(false)) {
      String mode = info.securityOption("cgroupns") ? "private" : "host";
      put("default-cgroupns-mode", ConfigValue.of(mode), source);
    }
    String user = text(configured, "userns-remap").filter(u -> !u.isEmpty()).orElse("(some user)");
    put("userns-remap", ConfigValue.of(info.securityOption("userns") ? user : ""), source);
    info.securityOptions().stream()
        .filter(o -> o.startsWith("name=seccomp"))
        .flatMap(o -> Arrays.stream(o.split(",")))
        .filter(part -> part.startsWith("profile="))
        .map(part -> part.substring(8))
        .findFirst()
        .ifPresent(
            profile ->
                put(
                    "seccomp-profile",
                    ConfigValue.of(profile.equals("default") ? "builtin" : profile),
                    source));
  }

  private static Optional<String> text(Map<String, Reading<ConfigValue>> settings, String key) {
    return Optional.ofNullable(settings.get(key)).flatMap(Reading::seen).map(ConfigValue::text);
  }

  /** The engine ends every mirror with a slash; one that was written without is the same. */
  private void mirrors(Engine.Info info, Map<String, Reading<ConfigValue>> configured) {
    List<String> shown = info.settings().mirrors();
    List<String> written =
        Optional.ofNullable(configured.get("registry-mirrors"))
            .flatMap(Reading::seen)
            .filter(v -> v instanceof ConfigValue.Items)
            .map(ConfigValue::texts)
            .orElse(List.of());
    boolean same = written.stream().map(m -> m.endsWith("/") ? m : m + "/").toList().equals(shown);
    put("registry-mirrors", ConfigValue.of(same ? written : shown), "GET /info RegistryConfig");
  }

  /** All registries the engine trusts blindly, with those of the configuration that it hides. */
  private void insecure(Engine.Info info, Map<String, Reading<ConfigValue>> configured) {
    TreeSet<String> all = new TreeSet<>(info.insecureRegistries());
    all.removeAll(List.of("127.0.0.0/8", "::1/128"));
    Optional.ofNullable(configured.get("insecure-registries"))
        .filter(r -> r.origin().strength() != Strength.ASSUMED)
        .flatMap(Reading::seen)
        .filter(v -> v instanceof ConfigValue.Items)
        .ifPresent(v -> all.addAll(v.texts()));
    put("insecure-registries", ConfigValue.of(List.copyOf(all)), "GET /info RegistryConfig");
  }

  private void bridge(Engine.Network bridge) {
    flag("icc", bridge, "enable_icc");
    flag("ip-masq", bridge, "enable_ip_masquerade");
    String source = "GET /networks/bridge Options ";
    Optional.ofNullable(bridge.options().get(BRIDGE + "host_binding_ipv4"))
        .filter(ip -> !ip.isEmpty())
        .ifPresent(ip -> put("ip", ConfigValue.of(ip), source + BRIDGE + "host_binding_ipv4"));
    String mtu = "com.docker.network.driver.mtu";
    Optional.ofNullable(bridge.options().get(mtu))
        .filter(number -> number.matches("[1-9]\\d{0,6}"))
        .ifPresent(number -> put("mtu", new ConfigValue.Num(number), source + mtu));
  }

  private void flag(String key, Engine.Network bridge, String option) {
    String value = bridge.options().getOrDefault(BRIDGE + option, "");
    if (value.equals("true") || value.equals("false")) {
      put(
          key,
          ConfigValue.of(value.equals("true")),
          "GET /networks/bridge Options " + BRIDGE + option);
    }
  }
}
