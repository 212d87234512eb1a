package io.bulkhead.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.Engine.Missed;
import io.bulkhead.audit.snapshot.Image;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.engine.facts.ImageFacts;
import io.bulkhead.engine.facts.Incomplete;
import io.bulkhead.engine.http.Call;
import io.bulkhead.engine.http.EngineCallException;
import io.bulkhead.engine.http.EngineHttp;
import io.bulkhead.engine.json.Trees;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every image of an engine: one list, then one inspect and one history each. */
final class ImageCensus {
  private static final String LIST = "GET /images/json";
  private static final String ID = "(sha256:)?[a-f0-9]{64}";

  private final EngineHttp http;
  private final Map<String, Set<String>> variables = new HashMap<>();
  private final List<Image> seen = new ArrayList<>();
  private final List<Missed> missed = new ArrayList<>();

  ImageCensus(EngineHttp http) {
    this.http = http;
  }

  /** An image that was listed, and the requests for its details. */
  private record Listed(String id, String name, Call details, Call history) {}

  Reading<Engine.Images> take(Call list) {
    Origin origin = Origin.claimed(LIST);
    List<Listed> listed = new ArrayList<>();
    try {
      for (JsonNode entry : ContainerCensus.array(list.await(), LIST)) {
        begin(entry, listed);
      }
    } catch (EngineCallException | Incomplete e) {
      return Reading.unreadable(origin, String.valueOf(e.getMessage()));
    }
    listed.forEach(this::details);
    seen.sort(Comparator.comparing(Image::name).thenComparing(Image::id));
    return Reading.present(new Engine.Images(seen, missed), origin);
  }

  private void begin(JsonNode entry, List<Listed> listed) {
    String id = Trees.text(entry, "Id");
    String name = Trees.texts(entry, "RepoTags").stream().findFirst().orElse(id);
    if (!id.matches(ID)) {
      missed.add(new Missed(id, name, "the engine listed it with a malformed id"));
      return;
    }
    String path = "/images/" + EngineHttp.escaped(id);
    listed.add(new Listed(id, name, http.start(path + "/json"), http.start(path + "/history")));
  }

  private void details(Listed image) {
    try {
      JsonNode inspect = image.details().await();
      seen.add(ImageFacts.of(inspect, image.history().await()));
      variables.put(image.id(), new HashSet<>(ImageFacts.variables(inspect)));
    } catch (EngineCallException e) {
      boolean gone = e.kind() == EngineCallException.Kind.NOT_FOUND;
      String why = gone ? "it was removed while it was looked at" : String.valueOf(e.getMessage());
      missed.add(new Missed(image.id(), image.name(), why));
    } catch (Incomplete e) {
      missed.add(new Missed(image.id(), image.name(), String.valueOf(e.getMessage())));
    }
  }

  /** Variables of an image as {@code NAME=value}; none if it was not seen. For this run only. */
  Set<String> variablesOf(String imageId) {
    return variables.getOrDefault(imageId, Set.of());
  }
}
