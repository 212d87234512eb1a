package io.bulkhead.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Container.Exec;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.Engine.Missed;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.engine.facts.ContainerFacts;
import io.bulkhead.engine.facts.CourseFacts;
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
import java.util.Set;
import java.util.function.Function;

/**
 * Every container of an engine: one list, one inspect each, and one look at each {@code docker
 * exec} that is remembered. Replies are mapped one by one, so that a thousand of them take little
 * memory.
 */
final class ContainerCensus {
  private static final String LIST = "GET /containers/json?all=1";
  private static final String ID = "[a-zA-Z0-9][a-zA-Z0-9_.-]*";

  private final EngineHttp http;
  private final boolean ownPids;
  private final List<Listed> listed = new ArrayList<>();
  private final List<Container> seen = new ArrayList<>();
  private final List<Missed> missed = new ArrayList<>();

  ContainerCensus(EngineHttp http, boolean ownPids) {
    this.http = http;
    this.ownPids = ownPids;
  }

  /** A container that was listed, and the request for its details. */
  private record Listed(String id, String name, Optional<Call> details) {}

  /** Asks for the details of all; the reason if there is no list. */
  Optional<String> begin(Call list) {
    try {
      for (JsonNode entry : array(list.await(), LIST)) {
        String id = Trees.text(entry, "Id");
        Optional<Call> details =
            id.matches(ID)
                ? Optional.of(http.start("/containers/" + id + "/json"))
                : Optional.empty();
        listed.add(new Listed(id, ContainerFacts.listedName(entry), details));
      }
      return Optional.empty();
    } catch (EngineCallException | Incomplete e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  static Origin origin() {
    return Origin.claimed(LIST);
  }

  /** Maps what came back. */
  Reading<Engine.Containers> finish(
      VolumeFacts volumes, Function<String, Set<String>> imageVariables) {
    for (Listed container : listed) {
      details(container).ifPresent(reply -> map(container, reply, volumes, imageVariables));
    }
    seen.sort(Comparator.comparing(Container::name).thenComparing(Container::id));
    return Reading.present(new Engine.Containers(seen, missed), origin());
  }

  /** The elements of a reply that must be an array; Go writes null for an empty one. */
  static Iterable<JsonNode> array(JsonNode reply, String request) throws Incomplete {
    if (!reply.isArray() && !reply.isNull()) {
      throw Incomplete.reply(request, "array");
    }
    return reply;
  }

  private Optional<JsonNode> details(Listed container) {
    if (container.details().isEmpty()) {
      miss(container, "the engine listed it with a malformed id");
      return Optional.empty();
    }
    try {
      return Optional.of(container.details().get().await());
    } catch (EngineCallException e) {
      miss(
          container,
          e.kind() == EngineCallException.Kind.NOT_FOUND
              ? "it was removed while it was looked at"
              : String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** A container whose volume is not understood counts as seen and as missed: no check passes. */
  private void map(
      Listed container,
      JsonNode inspect,
      VolumeFacts volumes,
      Function<String, Set<String>> imageVariables) {
    try {
      seen.add(
          ContainerFacts.of(
              inspect,
              new ContainerFacts.Known(
                  volumes,
                  ownPids,
                  imageVariables.apply(Trees.text(inspect, "Image")),
                  execs(container, inspect))));
      List<String> unknown = volumes.unknownIn(inspect);
      if (!unknown.isEmpty()) {
        miss(
            container,
            "what its volume " + String.join(", ", unknown) + " mounts could not be seen");
      }
    } catch (Incomplete e) {
      miss(container, String.valueOf(e.getMessage()));
    }
  }

  /** One that ended in between is over; one that cannot be asked keeps checks from passing. */
  private List<Exec> execs(Listed container, JsonNode inspect) {
    List<Call> asked = new ArrayList<>();
    for (String id : Trees.texts(inspect, "ExecIDs")) {
      if (id.matches(ID)) {
        asked.add(http.start("/exec/" + id + "/json"));
      }
    }
    List<Exec> execs = new ArrayList<>();
    for (Call call : asked) {
      try {
        execs.add(CourseFacts.exec(call.await()));
      } catch (EngineCallException e) {
        if (e.kind() != EngineCallException.Kind.NOT_FOUND) {
          miss(container, "what docker exec started in it: " + e.getMessage());
        }
      }
    }
    return execs;
  }

  private void miss(Listed container, String reason) {
    missed.add(new Missed(container.id(), container.name(), reason));
  }
}
