package io.bulkhead.engine.facts;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulkhead.audit.secrets.Scrubber;
import io.bulkhead.audit.snapshot.Image;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.SecretSign;
import io.bulkhead.engine.json.Trees;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** GET /images/ID/json and /images/ID/history to an {@link Image}. */
public final class ImageFacts {
  private static final String REQUEST = "GET /images/ID/json";
  private static final String NO_TAG = "<none>";

  private ImageFacts() {}

  /**
   * Maps the two replies.
   *
   * @throws Incomplete if a field is missing whose default would look harmless
   */
  public static Image of(JsonNode inspect, JsonNode history) throws Incomplete {
    JsonNode config = inspect.path("Config");
    if (Trees.text(inspect, "Id").isEmpty()) {
      throw new Incomplete(REQUEST, "Id");
    }
    if (!config.isObject()) {
      throw new Incomplete(REQUEST, "Config");
    }
    if (!history.isArray()) {
      throw new Incomplete("GET /images/ID/history", "array");
    }
    List<SecretSign> secrets = new ArrayList<>();
    secrets.addAll(SecretFacts.variables(variables(inspect), List.of()));
    for (Map.Entry<String, String> label : Trees.textMap(config, "Labels").entrySet()) {
      SecretFacts.add(secrets, "label " + label.getKey(), label.getKey(), label.getValue());
    }
    List<Image.Step> steps = steps(history, secrets);
    return new Image(
        Trees.text(inspect, "Id"),
        named(inspect, "RepoTags"),
        named(inspect, "RepoDigests"),
        Trees.text(inspect, "Created"),
        inspect.path("Size").asLong(0),
        Trees.text(config, "User"),
        Trees.texts(config.path("Healthcheck"), "Test").stream().findFirst().orElse(""),
        ports(config),
        steps,
        layers(inspect),
        secrets);
  }

  /** The image's own variables as {@code NAME=value}; they may hold secrets. */
  public static List<String> variables(JsonNode inspect) {
    return Trees.texts(inspect.path("Config"), "Env");
  }

  private static List<String> named(JsonNode inspect, String field) {
    return Trees.texts(inspect, field).stream()
        .filter(name -> !name.contains(NO_TAG))
        .sorted()
        .toList();
  }

  private static List<String> ports(JsonNode config) {
    List<String> ports = new ArrayList<>();
    config.path("ExposedPorts").fieldNames().forEachRemaining(ports::add);
    return ports.stream().sorted().toList();
  }

  private static List<Image.Step> steps(JsonNode history, List<SecretSign> secrets) {
    List<JsonNode> oldestFirst = new ArrayList<>();
    history.forEach(oldestFirst::add);
    Collections.reverse(oldestFirst);
    List<Image.Step> steps = new ArrayList<>();
    for (JsonNode step : oldestFirst) {
      Scrubber.Clean clean = Scrubber.text(Trees.text(step, "CreatedBy"));
      String text = SecretFacts.cut(clean.text());
      steps.add(
          new Image.Step(
              text, text.length() == clean.text().length(), step.path("Size").asLong(0)));
      for (String sign : clean.signs()) {
        secrets.add(
            new SecretSign("step " + steps.size() + " of the history", SecretFacts.cut(sign)));
      }
    }
    return steps;
  }

  /** Directories of overlay2: the uppermost, then those below it from top to bottom. */
  private static Reading<List<String>> layers(JsonNode inspect) {
    Origin origin = Origin.claimed(REQUEST + " GraphDriver.Data");
    JsonNode driver = inspect.path("GraphDriver");
    String name = Trees.text(driver, "Name");
    String upper = Trees.text(driver.path("Data"), "UpperDir");
    if (!name.equals("overlay2") || upper.isEmpty()) {
      return Reading.unreadable(
          origin,
          "the engine keeps images in "
              + (name.isEmpty() ? "the containerd store" : name)
              + ", whose layers are no directories that could be read");
    }
    List<String> layers = new ArrayList<>(List.of(upper));
    String lower = Trees.text(driver.path("Data"), "LowerDir");
    if (!lower.isEmpty()) {
      layers.addAll(List.of(lower.split(":")));
    }
    return Reading.present(List.copyOf(layers), origin);
  }
}
