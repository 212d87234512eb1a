package io.bulkhead.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.Gatherer;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.audit.snapshot.Swarm;
import io.bulkhead.audit.snapshot.VolumeSource;
import io.bulkhead.engine.endpoint.Endpoint;
import io.bulkhead.engine.facts.EngineFacts;
import io.bulkhead.engine.facts.Incomplete;
import io.bulkhead.engine.facts.PluginFacts;
import io.bulkhead.engine.facts.SwarmFacts;
import io.bulkhead.engine.facts.VolumeFacts;
import io.bulkhead.engine.http.Call;
import io.bulkhead.engine.http.EngineCallException;
import io.bulkhead.engine.http.EngineHttp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks the Engine API for everything the checks look at. For a local engine it also asks for a
 * closer look at the first process of every container and at every directory mounted from the host.
 */
public final class EngineGatherer implements Gatherer {
  private final Endpoint endpoint;
  private final Engine.Lifecycle lifecycle;
  private final EngineHttp.Limits limits;

  /**
   * Asks with the default limits of time and size.
   *
   * @param lifecycle goes into the snapshot as it is; {@link ReleaseTable#shipped()}
   */
  public EngineGatherer(Endpoint endpoint, Engine.Lifecycle lifecycle) {
    this(endpoint, lifecycle, EngineHttp.Limits.DEFAULT);
  }

  public EngineGatherer(Endpoint endpoint, Engine.Lifecycle lifecycle, EngineHttp.Limits limits) {
    this.endpoint = endpoint;
    this.lifecycle = lifecycle;
    this.limits = limits;
  }

  @Override
  public Phase phase() {
    return Phase.FIRST;
  }

  @Override
  public void gather(SnapshotBuilder draft) {
    try (EngineHttp http = new EngineHttp(endpoint, limits)) {
      Call version = http.start("/version");
      Call info = http.start("/info");
      Call list = http.start("/containers/json?all=1");
      Call networks = http.start("/networks");
      Call volumeList = http.start("/volumes");
      Call imageList = http.start("/images/json");
      ContainerCensus census = new ContainerCensus(http, endpoint.local());
      Optional<String> noList = census.begin(list);
      ImageCensus pictures = new ImageCensus(http);
      Reading<List<Engine.Volume>> volumes = read(volumeList, "GET /volumes", VolumeFacts::listed);
      Reading<Engine.Images> images = pictures.take(imageList);
      Call plugins = http.start("/plugins");
      Reading<Engine.Containers> containers =
          noList
              .<Reading<Engine.Containers>>map(
                  why -> Reading.unreadable(ContainerCensus.origin(), why))
              .orElseGet(() -> census.finish(known(volumes, draft), pictures::variablesOf));
      draft.engine(
          new Engine(
              read(version, "GET /version", EngineFacts::version),
              read(info, "GET /info", EngineFacts::info),
              containers,
              networks(http, networks, draft),
              images,
              volumes,
              read(plugins, "GET /plugins", PluginFacts::of),
              swarm(http, info),
              lifecycle));
      containers.seen().ifPresent(seen -> lookCloser(seen.seen(), draft));
      volumes.seen().filter(all -> endpoint.local()).ifPresent(all -> lookCloser(draft, all));
    }
  }

  private static VolumeFacts known(Reading<List<Engine.Volume>> volumes, SnapshotBuilder draft) {
    return volumes.fold(
        seen -> VolumeFacts.of(seen.value()),
        none -> VolumeFacts.NONE,
        unseen -> {
          draft.note("what local volumes really mount is not known: " + unseen.reason());
          return VolumeFacts.NONE;
        });
  }

  /** A pure mapping of one reply. */
  private interface Mapping<T> {
    T of(JsonNode reply) throws Incomplete;
  }

  private <T> Reading<T> read(Call call, String request, Mapping<T> mapping) {
    Origin origin = Origin.claimed(request);
    try {
      return Reading.present(mapping.of(call.await()), origin);
    } catch (EngineCallException e) {
      return Reading.unreadable(origin, String.valueOf(e.getMessage()));
    } catch (Incomplete e) {
      return Reading.unreadable(
          origin, "what answers at " + endpoint + " is no Docker Engine: " + e.getMessage());
    }
  }

  /** Only a manager lists services; nobody else is asked. */
  private Reading<Swarm> swarm(EngineHttp http, Call info) {
    return read(
        info,
        "GET /info Swarm",
        reply -> {
          Reading<List<Swarm.Service>> services =
              SwarmFacts.manages(reply)
                  ? read(http.start("/services"), "GET /services", SwarmFacts::services)
                  : Reading.absent(Origin.claimed("GET /services"));
          return SwarmFacts.of(reply, services);
        });
  }

  private Reading<List<Engine.Network>> networks(
      EngineHttp http, Call listing, SnapshotBuilder draft) {
    return read(listing, "GET /networks", EngineGatherer::listed)
        .map(listed -> withDefaultBridge(http, listed, draft));
  }

  private static List<Engine.Network> listed(JsonNode reply) throws Incomplete {
    List<Engine.Network> networks = new ArrayList<>();
    for (JsonNode network : ContainerCensus.array(reply, "GET /networks")) {
      networks.add(EngineFacts.network(network));
    }
    return networks;
  }

  private static List<Engine.Network> withDefaultBridge(
      EngineHttp http, List<Engine.Network> listed, SnapshotBuilder draft) {
    List<Engine.Network> networks = new ArrayList<>();
    for (Engine.Network network : listed) {
      if (!EngineFacts.defaultBridge(network)) {
        networks.add(network);
        continue;
      }
      try {
        networks.add(
            EngineFacts.network(http.get("/networks/" + EngineHttp.escaped(network.id()))));
      } catch (EngineCallException e) {
        networks.add(network);
        draft.note("containers on the default bridge are not known: " + e.getMessage());
      }
    }
    return networks;
  }

  private static void lookCloser(SnapshotBuilder draft, List<Engine.Volume> volumes) {
    volumes.stream()
        .flatMap(volume -> VolumeSource.of(volume).stream())
        .map(VolumeSource::path)
        .forEach(draft::wantFile);
  }

  private void lookCloser(List<Container> containers, SnapshotBuilder draft) {
    if (!endpoint.local()) {
      draft.note(
          "the engine at "
              + endpoint
              + " may run on another host: processes of its containers were not looked at");
      return;
    }
    for (Container container : containers) {
      if (container.pid() > 0) {
        draft.wantProcess(container.pid());
      }
      for (Container.Mount mount : container.mounts()) {
        if (mount.source().startsWith("/")) {
          draft.wantFile(mount.source());
        }
      }
      container.composeFiles().forEach(draft::wantFile);
    }
  }
}
