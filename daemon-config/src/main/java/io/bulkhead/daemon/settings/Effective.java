package io.bulkhead.daemon.settings;

import io.bulkhead.audit.secrets.Redaction;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Strength;
import io.bulkhead.daemon.options.EngineVersion;
import io.bulkhead.daemon.options.Option;
import io.bulkhead.daemon.options.Options;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Settings of a start: flag, else file, else environment, else the default of the version. */
public final class Effective {
  private static final EngineVersion OLDEST = new EngineVersion(20, 10, 0);

  private final Start start;
  private final String cgroupVersion;

  private Effective(Start start, String cgroupVersion) {
    this.start = start;
    this.cgroupVersion = cgroupVersion;
  }

  /**
   * Every key that the version knows.
   *
   * @param cgroupVersion {@code 1} or {@code 2}; empty if unknown
   */
  public static Map<String, Reading<ConfigValue>> of(Start start, String cgroupVersion) {
    Effective effective = new Effective(start, cgroupVersion);
    Map<String, Reading<ConfigValue>> settings = new TreeMap<>();
    for (Option option : Options.all()) {
      if (FileText.known(option, start.version())) {
        settings.put(option.key(), effective.reading(option).map(Redaction::value));
      }
    }
    return settings;
  }

  private Reading<ConfigValue> reading(Option option) {
    if (!start.unseen().isEmpty()) {
      return Reading.unreadable(Origin.assumed(start.flagsFrom()), start.unseen());
    }
    if (option.key().equals("tls") || option.key().equals("tlsverify")) {
      return tls(option);
    }
    return given(option).orElseGet(() -> fallback(option));
  }

  /** From flag or file; a file that could not be read leaves every other key open. */
  private Optional<Reading<ConfigValue>> given(Option option) {
    Optional<Reading<ConfigValue>> flag = flag(option);
    if (flag.isPresent()) {
      return flag;
    }
    if (!start.file().unread().isEmpty()) {
      return Optional.of(
          Reading.unreadable(Origin.assumed(start.file().path()), start.file().unread()));
    }
    return start.file().value(option).map(f -> Reading.present(f.value(), file(f.place())));
  }

  private Optional<Reading<ConfigValue>> flag(Option option) {
    Optional<ConfigValue> value = start.flags().value(option.key());
    return value.map(
        v -> {
          String flag = start.flags().spelled().getOrDefault(option.key(), "--" + option.flag());
          boolean merged = option.type() == Option.Type.RUNTIMES;
          Optional<FileText.Found> also = merged ? start.file().value(option) : Optional.empty();
          ConfigValue all = also.map(f -> merged(f.value(), v)).orElse(v);
          return Reading.present(all, Origin.derived(flag + " in " + start.flagsFrom()));
        });
  }

  private static ConfigValue merged(ConfigValue file, ConfigValue flag) {
    Map<String, ConfigValue> entries = new TreeMap<>();
    for (ConfigValue part : List.of(file, flag)) {
      if (part instanceof ConfigValue.Table table) {
        entries.putAll(table.entries());
      }
    }
    return new ConfigValue.Table(entries);
  }

  private Origin file(String place) {
    return start.fileStrength() == Strength.ASSUMED
        ? Origin.assumed(place + ", changed after the engine started")
        : new Origin(place, start.fileStrength());
  }

  private Reading<ConfigValue> fallback(Option option) {
    Optional<Reading<ConfigValue>> environment = environment(option);
    if (environment.isPresent()) {
      return environment.get();
    }
    return switch (option.key()) {
      case "hosts" -> present(ConfigValue.of(List.of(defaultHost())), option);
      case "default-cgroupns-mode" -> cgroupNamespace(option);
      default -> present(defaultValue(option), option);
    };
  }

  private ConfigValue defaultValue(Option option) {
    return option.defaultValue(start.version().orElse(Options.NEWEST));
  }

  private Reading<ConfigValue> cgroupNamespace(Option option) {
    return switch (cgroupVersion) {
      case "1" -> present(ConfigValue.of("host"), option);
      case "2" -> present(ConfigValue.of("private"), option);
      default ->
          Reading.unreadable(defaultOrigin(option), "the default depends on the cgroup version");
    };
  }

  private Optional<Reading<ConfigValue>> environment(Option option) {
    Map<String, String> variables = start.environment();
    if (option.key().equals("proxies")) {
      Map<String, ConfigValue> proxies = new TreeMap<>();
      for (String name : List.of("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")) {
        String lower = name.toLowerCase(Locale.ROOT);
        String value = variables.getOrDefault(name, variables.getOrDefault(lower, ""));
        if (!value.isEmpty()) {
          proxies.put(lower.replace('_', '-'), ConfigValue.of(value));
        }
      }
      return proxies.isEmpty()
          ? Optional.empty()
          : Optional.of(
              Reading.present(
                  new ConfigValue.Table(proxies), Origin.derived("the engine's environment")));
    }
    String name =
        switch (option.key()) {
          case "min-api-version" -> "DOCKER_MIN_API_VERSION";
          case "storage-driver" -> "DOCKER_DRIVER";
          default -> "";
        };
    return Optional.ofNullable(variables.get(name))
        .filter(value -> !value.isEmpty())
        .map(v -> Reading.present(ConfigValue.of(v), Origin.derived(name + " in the environment")));
  }

  private Reading<ConfigValue> present(ConfigValue value, Option option) {
    return Reading.present(value, defaultOrigin(option));
  }

  /** A default is certain if the version is, or if no version since 20.10 has another. */
  private Origin defaultOrigin(Option option) {
    String means = option.means().isEmpty() ? "" : ": " + option.means();
    boolean everywhere = !option.defaults().contains(";") && option.known(OLDEST);
    String source =
        start
            .version()
            .map(v -> "default of Docker Engine " + v.line())
            .orElse(
                everywhere
                    ? "default of every Docker Engine since 20.10"
                    : "default of the newest Docker Engine known, the version is not");
    Strength strength = everywhere ? Strength.DERIVED : start.versionStrength();
    if (start.fileStrength() == Strength.ASSUMED) {
      return Origin.assumed(
          source + means + "; " + start.file().path() + " changed after the engine started");
    }
    return new Origin(source + means, strength);
  }

  /** Any mention of tlsverify switches TLS on, and TLS alone implies verifying. */
  private Reading<ConfigValue> tls(Option option) {
    Option verify = Options.key("tlsverify").orElseThrow();
    Option tls = Options.key("tls").orElseThrow();
    Optional<Reading<ConfigValue>> mention = given(verify);
    Optional<Reading<ConfigValue>> plain = given(tls);
    boolean wantsVerify = option.key().equals("tlsverify");
    if (mention.isPresent()) {
      return wantsVerify ? mention.get() : implied(mention.get(), true, " (switches TLS on)");
    }
    if (!start.environment().getOrDefault("DOCKER_TLS_VERIFY", "").isEmpty()) {
      return Reading.present(
          ConfigValue.of(true), Origin.derived("DOCKER_TLS_VERIFY in the environment"));
    }
    if (plain.isPresent()) {
      boolean on = plain.get().seen().map(ConfigValue::isTrue).orElse(false);
      return wantsVerify && on ? implied(plain.get(), true, " (implies it)") : plain.get();
    }
    return present(ConfigValue.of(false), option);
  }

  private static Reading<ConfigValue> implied(
      Reading<ConfigValue> by, boolean value, String remark) {
    return by.then(
        seen ->
            Reading.present(
                ConfigValue.of(value),
                new Origin(seen.origin().source() + remark, seen.origin().strength())));
  }

  /** Where the engine listens if nothing says so; TLS moves it to a port. */
  private String defaultHost() {
    boolean tls =
        given(Options.key("tls").orElseThrow())
            .flatMap(Reading::seen)
            .map(ConfigValue::isTrue)
            .orElse(false);
    boolean byFlag = start.flags().value("tlsverify").isPresent();
    boolean old = start.version().map(v -> !v.atLeast(23, 0)).orElse(false);
    if (tls || byFlag || (old && start.file().mentions("tlsverify"))) {
      return "tcp://127.0.0.1:2376";
    }
    String runtime = start.environment().getOrDefault("XDG_RUNTIME_DIR", "");
    boolean rootless = start.environment().containsKey("ROOTLESSKIT_STATE_DIR");
    return rootless && !runtime.isEmpty()
        ? "unix://" + runtime + "/docker.sock"
        : "unix:///var/run/docker.sock";
  }
}
