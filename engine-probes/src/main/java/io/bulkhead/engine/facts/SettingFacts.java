package io.bulkhead.engine.facts;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.engine.json.Trees;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Settings the engine shows, by daemon.json key; only where what it shows is the whole value. */
public final class SettingFacts {
  private static final Pattern MAJOR = Pattern.compile("(\\d+)\\..*");
  private static final Pattern SECCOMP = Pattern.compile("name=seccomp,profile=(.+)");
  private static final String BRIDGE = "com.docker.network.bridge.";
  private static final int SHOWS_NO_NEW_PRIVILEGES = 24;

  private SettingFacts() {}

  /** What GET /info shows. */
  public static Map<String, ConfigValue> ofInfo(JsonNode info) {
    Map<String, ConfigValue> shown = new LinkedHashMap<>();
    flag(shown, "live-restore", info, "LiveRestoreEnabled");
    flag(shown, "debug", info, "Debug");
    flag(shown, "experimental", info, "ExperimentalBuild");
    text(shown, "log-driver", info, "LoggingDriver");
    text(shown, "default-runtime", info, "DefaultRuntime");
    text(shown, "storage-driver", info, "Driver");
    if (info.path("Labels").isArray()) {
      shown.put("labels", ConfigValue.of(Trees.texts(info, "Labels")));
    }
    if (info.path("RegistryConfig").isObject()) {
      shown.put("insecure-registries", ConfigValue.of(EngineFacts.insecureRegistries(info)));
    }
    security(shown, info);
    userlandProxy(shown, info);
    return shown;
  }

  private static void security(Map<String, ConfigValue> shown, JsonNode info) {
    if (!info.path("SecurityOptions").isArray()) {
      return;
    }
    boolean noNewPrivileges = false;
    for (String option : Trees.texts(info, "SecurityOptions")) {
      noNewPrivileges |= option.equals("name=no-new-privileges");
      Matcher seccomp = SECCOMP.matcher(option);
      if (seccomp.matches()) {
        // engines before 23.0 call the built-in profile "default"
        String profile = seccomp.group(1);
        shown.put(
            "seccomp-profile", ConfigValue.of(profile.equals("default") ? "builtin" : profile));
      }
    }
    if (cgroupnsShown(info)) {
      boolean own = Trees.texts(info, "SecurityOptions").contains("name=cgroupns");
      shown.put("default-cgroupns-mode", ConfigValue.of(own ? "private" : "host"));
    }
    if (major(info) >= SHOWS_NO_NEW_PRIVILEGES) {
      shown.put("no-new-privileges", ConfigValue.of(noNewPrivileges));
    }
  }

  /** Engines since 20.10 do. */
  private static boolean cgroupnsShown(JsonNode info) {
    return major(info) > 20 || Trees.text(info, "ServerVersion").startsWith("20.10");
  }

  /** Engines from 29.5 on show it among the firewall's details. */
  private static void userlandProxy(Map<String, ConfigValue> shown, JsonNode info) {
    for (JsonNode pair : info.path("FirewallBackend").path("Info")) {
      if (pair.path(0).asText("").equals("EnableUserlandProxy")) {
        bool(shown, "userland-proxy", pair.path(1).asText(""));
      }
    }
  }

  /** What the inspect of the default bridge shows. */
  public static Map<String, ConfigValue> ofBridge(JsonNode bridge) {
    Map<String, ConfigValue> shown = new LinkedHashMap<>();
    Map<String, String> options = Trees.textMap(bridge, "Options");
    bool(shown, "icc", options.getOrDefault(BRIDGE + "enable_icc", ""));
    bool(shown, "ip-masq", options.getOrDefault(BRIDGE + "enable_ip_masquerade", ""));
    String ip = options.getOrDefault(BRIDGE + "host_binding_ipv4", "");
    if (!ip.isEmpty()) {
      shown.put("ip", ConfigValue.of(ip));
    }
    return shown;
  }

  private static int major(JsonNode info) {
    Matcher version = MAJOR.matcher(Trees.text(info, "ServerVersion"));
    return version.matches() && version.group(1).length() < 6
        ? Integer.parseInt(version.group(1))
        : 0;
  }

  private static void flag(
      Map<String, ConfigValue> shown, String key, JsonNode info, String field) {
    Trees.flag(info, field).ifPresent(value -> shown.put(key, ConfigValue.of(value)));
  }

  private static void text(
      Map<String, ConfigValue> shown, String key, JsonNode info, String field) {
    String value = Trees.text(info, field);
    if (!value.isEmpty()) {
      shown.put(key, ConfigValue.of(value));
    }
  }

  private static void bool(Map<String, ConfigValue> shown, String key, String word) {
    if (word.equals("true") || word.equals("false")) {
      shown.put(key, ConfigValue.of(word.equals("true")));
    }
  }
}
