package io.bulkhead.engine.facts;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulkhead.audit.secrets.Scrubber;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.SecretSign;
import io.bulkhead.audit.snapshot.VolumeSource;
import io.bulkhead.engine.json.Trees;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * GET /volumes, as far as a mount needs it: the options of a local volume may have it mount any
 * directory of the host.
 *
 * @param sources what each local volume shows of the host by its name, nothing for most
 */
public record VolumeFacts(Map<String, List<VolumeSource>> sources) {
  /** Knows no volume. */
  public static final VolumeFacts NONE = new VolumeFacts(Map.of());

  public VolumeFacts {
    sources = Map.copyOf(sources);
  }

  /** The local ones among all volumes. */
  public static VolumeFacts of(List<Engine.Volume> volumes) {
    Map<String, List<VolumeSource>> sources = new HashMap<>();
    for (Engine.Volume volume : volumes) {
      if (volume.driver().equals("local")) {
        sources.put(volume.name(), VolumeSource.of(volume));
      }
    }
    return new VolumeFacts(sources);
  }

  /** GET /volumes. */
  public static List<Engine.Volume> listed(JsonNode reply) throws Incomplete {
    JsonNode list = reply.path("Volumes");
    if (!list.isArray() && !list.isNull()) {
      throw new Incomplete("GET /volumes", "Volumes");
    }
    List<Engine.Volume> volumes = new ArrayList<>();
    for (JsonNode volume : list) {
      volumes.add(volume(volume));
    }
    volumes.sort(Comparator.comparing(Engine.Volume::name));
    return volumes;
  }

  private static Engine.Volume volume(JsonNode volume) {
    Map<String, String> options = new TreeMap<>();
    List<SecretSign> secrets = new ArrayList<>();
    for (Map.Entry<String, String> option : Trees.textMap(volume, "Options").entrySet()) {
      String name = option.getKey();
      Scrubber.Clean clean =
          name.equals("o")
              ? mountOptions(option.getValue())
              : Scrubber.value(name, option.getValue());
      options.put(SecretFacts.cut(name), SecretFacts.cut(clean.text()));
      for (String sign : clean.signs()) {
        secrets.add(new SecretSign("option " + SecretFacts.cut(name), SecretFacts.cut(sign)));
      }
    }
    return new Engine.Volume(
        Trees.text(volume, "Name"),
        Trees.text(volume, "Driver"),
        Trees.text(volume, "CreatedAt"),
        options,
        secrets);
  }

  /** Options of mount(8), separated by commas. */
  private static Scrubber.Clean mountOptions(String text) {
    List<String> clean = new ArrayList<>();
    List<String> signs = new ArrayList<>();
    for (String option : text.split(",")) {
      int equals = option.indexOf('=');
      String name = equals < 0 ? "" : option.substring(0, equals);
      Scrubber.Clean value =
          Scrubber.value(name, equals < 0 ? option : option.substring(equals + 1));
      clean.add(equals < 0 ? value.text() : name + "=" + value.text());
      value.signs().forEach(sign -> signs.add(name.isEmpty() ? sign : name + ", " + sign));
    }
    return new Scrubber.Clean(String.join(",", clean), signs);
  }

  /** What a volume shows of the host; nothing where it is a directory of the engine's. */
  public List<VolumeSource> sourcesOf(String volume) {
    return sources.getOrDefault(volume, List.of());
  }

  /** Names of the local volumes of a container that are not among these. */
  public List<String> unknownIn(JsonNode inspect) {
    List<String> unknown = new ArrayList<>();
    for (JsonNode mount : inspect.path("Mounts")) {
      if (local(mount) && !sources.containsKey(Trees.text(mount, "Name"))) {
        unknown.add(Trees.text(mount, "Name"));
      }
    }
    return unknown;
  }

  /** True for a mounted volume of the driver {@code local}, the only one with such options. */
  static boolean local(JsonNode mount) {
    String driver = Trees.text(mount, "Driver");
    return Trees.text(mount, "Type").equals("volume")
        && (driver.equals("local") || driver.isEmpty());
  }
}
