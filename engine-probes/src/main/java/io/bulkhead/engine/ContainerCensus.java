package io.bulkhead.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.Engine.Missed;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.engine.facts.ContainerFacts;
import io.bulkhead.engine.facts.Incomplete;
import io.bulkhead.engine.facts.VolumeFacts;
import io.bulkhead.engine.http.Call;
import io.bulkhead.engine.http.EngineCallException;
import io.bulkhead.engine.http.EngineHttp;
import io.bulkhead.engine.json.Trees;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Every container of an engine: one list, one inspect each, one look at the volumes if needed. */
final class ContainerCensus {
  private static final String LIST = "GET /containers/json?all=1";
  private static final String VOLUMES =
      "/volumes?filters=" + EngineHttp.escaped("{\"driver\":[\"local\"]}");
  private static final String ID = "[a-zA-Z0-9][a-zA-Z0-9_.-]*";

  private final EngineHttp http;
  private final boolean ownPids;
  private final List<Container> seen = new ArrayList<>();
  private final List<Missed> missed = new ArrayList<>();

  ContainerCensus(EngineHttp http, boolean ownPids) {
    this.http = http;
    this.ownPids = ownPids;
  }

  /** A container that was listed, and the request for its details. */
  private record Listed(String id, String name, Optional<Call> details) {}

  /** A container with its details. */
  private record Inspected(Listed listed, JsonNode details) {}

  Reading<Engine.Containers> take(Call list, Consumer<String> note) {
    Origin origin = Origin.claimed(LIST);
    List<Listed> listed;
    try {
      listed = inspectAll(array(list.await(), LIST));
    } catch (EngineCallException | Incomplete e) {
      return Reading.unreadable(origin, String.valueOf(e.getMessage()));
    }
    List<Inspected> inspected = new ArrayList<>();
    for (Listed container : listed) {
      details(container).ifPresent(inspected::add);
    }
    VolumeFacts volumes = volumes(inspected, note);
    for (Inspected container : inspected) {
      map(container, volumes);
    }
    seen.sort(Comparator.comparing(Container::name).thenComparing(Container::id));
    return Reading.present(new Engine.Containers(seen, missed), origin);
  }

  /** The elements of a reply that must be an array; Go writes null for an empty one. */
  static Iterable<JsonNode> array(JsonNode reply, String request) throws Incomplete {
    if (!reply.isArray() && !reply.isNull()) {
      throw Incomplete.reply(request, "array");
    }
    return reply;
  }

  private List<Listed> inspectAll(Iterable<JsonNode> list) {
    List<Listed> listed = new ArrayList<>();
    for (JsonNode entry : list) {
      String id = Trees.text(entry, "Id");
      Optional<Call> details =
          id.matches(ID)
              ? Optional.of(http.start("/containers/" + id + "/json"))
              : Optional.empty();
      listed.add(new Listed(id, ContainerFacts.listedName(entry), details));
    }
    return listed;
  }

  private Optional<Inspected> details(Listed container) {
    if (container.details().isEmpty()) {
      miss(container, "the engine listed it with a malformed id");
      return Optional.empty();
    }
    try {
      return Optional.of(new Inspected(container, container.details().get().await()));
    } catch (EngineCallException e) {
      miss(
          container,
          e.kind() == EngineCallException.Kind.NOT_FOUND
              ? "it was removed while it was looked at"
              : String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private VolumeFacts volumes(List<Inspected> inspected, Consumer<String> note) {
    boolean needed =
        inspected.stream().anyMatch(c -> !VolumeFacts.NONE.unknownIn(c.details()).isEmpty());
    if (!needed) {
      return VolumeFacts.NONE;
    }
    try {
      return VolumeFacts.of(http.get(VOLUMES));
    } catch (EngineCallException | Incomplete e) {
      note.accept("what local volumes really mount is not known: " + e.getMessage());
      return VolumeFacts.NONE;
    }
  }

  /** A container whose volume is not understood counts as seen and as missed: no check passes. */
  private void map(Inspected container, VolumeFacts volumes) {
    try {
      seen.add(ContainerFacts.of(container.details(), volumes, ownPids));
      List<String> unknown = volumes.unknownIn(container.details());
      if (!unknown.isEmpty()) {
        miss(
            container.listed(),
            "what its volume " + String.join(", ", unknown) + " mounts could not be seen");
      }
    } catch (Incomplete e) {
      miss(container.listed(), String.valueOf(e.getMessage()));
    }
  }

  private void miss(Listed container, String reason) {
    missed.add(new Missed(container.id(), container.name(), reason));
  }
}
