package io.bulkhead.daemon.process;

import io.bulkhead.audit.snapshot.ConfigValue;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Takes credentials out of what is stored and shown. */
public final class Redaction {
  private static final Pattern USER_INFO =
      Pattern.compile("(\\b[a-zA-Z][a-zA-Z0-9+.-]*://)[^/@\\s]+@");
  private static final Pattern BARE_USER_INFO = Pattern.compile("^[^/@\\s:]+:[^/@\\s]+@");
  private static final Pattern SECRET_NAME =
      Pattern.compile("(?i).*(token|password|passwd|secret).*");
  private static final String HIDDEN = "xxxxx:xxxxx@";

  private Redaction() {}

  /** The text with the user part of every URL replaced. */
  public static String text(String text) {
    String urls = USER_INFO.matcher(text).replaceAll("$1" + HIDDEN);
    return urls.contains("://") ? urls : BARE_USER_INFO.matcher(urls).replaceAll(HIDDEN);
  }

  /** True if the text holds a URL with user and password. */
  public static boolean hides(String text) {
    return USER_INFO.matcher(text).find();
  }

  /** The variables that act like options, DOCKER_* and *_PROXY, by name; credentials replaced. */
  public static Map<String, String> optionVariables(Map<String, String> environment) {
    Map<String, String> kept = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith("DOCKER_") || name.toUpperCase(Locale.ROOT).endsWith("_PROXY")) {
            kept.put(name, text(value));
          }
        });
    return kept;
  }

  /** The value with credentials replaced at any depth. */
  public static ConfigValue value(ConfigValue value) {
    if (value instanceof ConfigValue.Text text) {
      return ConfigValue.of(text(text.value()));
    }
    if (value instanceof ConfigValue.Items items) {
      return new ConfigValue.Items(items.values().stream().map(Redaction::value).toList());
    }
    if (value instanceof ConfigValue.Table table) {
      Map<String, ConfigValue> entries = new LinkedHashMap<>();
      table.entries().forEach((key, inner) -> entries.put(key, member(key, inner)));
      return new ConfigValue.Table(entries);
    }
    return value;
  }

  private static ConfigValue member(String key, ConfigValue value) {
    boolean secret = SECRET_NAME.matcher(key).matches() && value instanceof ConfigValue.Text;
    return secret ? ConfigValue.of("xxxxx") : value(value);
  }
}
