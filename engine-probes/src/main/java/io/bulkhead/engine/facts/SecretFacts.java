package io.bulkhead.engine.facts;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulkhead.audit.secrets.Scrubber;
import io.bulkhead.audit.snapshot.SecretSign;
import io.bulkhead.engine.json.Trees;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Signs of secrets in replies of the engine. */
final class SecretFacts {
  /** Longest text of a label or an option that goes into the snapshot, in characters. */
  private static final int LONGEST = 4096;

  private SecretFacts() {}

  /** Variables as {@code NAME=value}, without those of the image. */
  static List<SecretSign> variables(List<String> entries, Collection<String> ofImage) {
    List<SecretSign> signs = new ArrayList<>();
    for (String entry : entries) {
      int equals = entry.indexOf('=');
      if (equals > 0 && !ofImage.contains(entry)) {
        String name = entry.substring(0, equals);
        add(signs, "environment variable " + name, name, entry.substring(equals + 1));
      }
    }
    return signs;
  }

  static void add(List<SecretSign> signs, String place, String name, String value) {
    Scrubber.value(name, value)
        .signs()
        .forEach(sign -> signs.add(new SecretSign(cut(place), sign)));
  }

  /** Program, arguments, command, entry point and health check. */
  static List<SecretSign> arguments(JsonNode inspect) {
    JsonNode config = inspect.path("Config");
    Map<String, List<String>> places = new LinkedHashMap<>();
    places.put("its arguments", Trees.texts(inspect, "Args"));
    places.put("its command", Trees.texts(config, "Cmd"));
    places.put("its entry point", Trees.texts(config, "Entrypoint"));
    places.put("its health check", Trees.texts(config.path("Healthcheck"), "Test"));
    List<SecretSign> signs = new ArrayList<>();
    List<String> told = new ArrayList<>();
    places.forEach(
        (place, words) -> {
          for (String sign : Scrubber.text(String.join(" ", words)).signs()) {
            if (!told.contains(sign)) {
              told.add(sign);
              signs.add(new SecretSign(place, cut(sign)));
            }
          }
        });
    return signs;
  }

  /** The values of labels or options without their secrets. */
  static Map<String, String> clean(Map<String, String> values) {
    Map<String, String> clean = new LinkedHashMap<>();
    values.forEach((name, value) -> clean.put(cut(name), cut(Scrubber.value(name, value).text())));
    return clean;
  }

  static String cut(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end) + "… (" + text.length() + " characters)";
  }
}
