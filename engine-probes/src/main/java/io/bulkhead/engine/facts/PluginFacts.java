package io.bulkhead.engine.facts;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.engine.json.Trees;
import java.util.ArrayList;
import java.util.List;

/** GET /plugins: managed plugins with what they were granted. */
public final class PluginFacts {
  private PluginFacts() {}

  /** All plugins, enabled or not. */
  public static List<Engine.Plugin> of(JsonNode reply) throws Incomplete {
    if (!reply.isArray()) {
      throw new Incomplete("GET /plugins", "the list");
    }
    List<Engine.Plugin> plugins = new ArrayList<>();
    for (JsonNode plugin : reply) {
      plugins.add(
          new Engine.Plugin(
              Trees.text(plugin, "Name"),
              Trees.flag(plugin, "Enabled").orElse(true),
              privileges(plugin)));
    }
    return plugins;
  }

  /** Settings hold what was really granted; where they are silent, the plugin's wish counts. */
  private static List<String> privileges(JsonNode plugin) {
    JsonNode config = plugin.path("Config");
    JsonNode linux = config.path("Linux");
    List<String> granted = new ArrayList<>();
    String network = Trees.text(config.path("Network"), "Type");
    if (network.equals("host")) {
      granted.add("network host");
    }
    flag(granted, config, "PidHost", "pid host");
    flag(granted, config, "IpcHost", "ipc host");
    flag(granted, linux, "AllowAllDevices", "all devices");
    Trees.texts(linux, "Capabilities").forEach(c -> granted.add("capability " + c));
    for (JsonNode mount : settingsOr(plugin, config, "Mounts")) {
      granted.add("mount " + Trees.text(mount, "Source"));
    }
    for (JsonNode device : settingsOr(plugin, linux, "Devices")) {
      granted.add("device " + Trees.text(device, "Path"));
    }
    return granted;
  }

  private static JsonNode settingsOr(JsonNode plugin, JsonNode config, String field) {
    JsonNode set = plugin.path("Settings").path(field);
    return set.isArray() ? set : config.path(field);
  }

  private static void flag(List<String> granted, JsonNode from, String field, String word) {
    if (Trees.flag(from, field).orElse(false)) {
      granted.add(word);
    }
  }
}
