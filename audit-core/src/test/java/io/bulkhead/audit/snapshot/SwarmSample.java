package io.bulkhead.audit.snapshot;

import java.util.ArrayList;
import java.util.List;

/** Swarm mode, being described for a test: one manager alone, as docker swarm init leaves it. */
public final class SwarmSample {
  private static final Origin INFO = Origin.claimed("GET /info Swarm");

  private boolean manager = true;
  private long managers = 1;
  private long nodes = 1;
  private boolean autoLock;
  private long certificateDays = 90;
  private String authoritySince = "2026-11-01T00:00:00Z";
  private final List<Swarm.Service> services = new ArrayList<>();

  public SwarmSample worker() {
    manager = false;
    return this;
  }

  public SwarmSample nodes(long ofThemManagers, long all) {
    managers = ofThemManagers;
    nodes = all;
    return this;
  }

  public SwarmSample autoLock() {
    autoLock = true;
    return this;
  }

  public SwarmSample certificateDays(long days) {
    certificateDays = days;
    return this;
  }

  public SwarmSample authoritySince(String time) {
    authoritySince = time;
    return this;
  }

  public SwarmSample service(String name, SecretSign... secrets) {
    services.add(
        new Swarm.Service(name, List.of(secrets), false, new Swarm.Restart("none", 0), List.of()));
    return this;
  }

  public SwarmSample service(String name, Swarm.Restart restart, Container.Published... ports) {
    services.add(new Swarm.Service(name, List.of(), false, restart, List.of(ports)));
    return this;
  }

  Swarm build(String state) {
    boolean tells = manager && state.equals("active");
    return new Swarm(
        state,
        tells,
        tells ? managers : 0,
        tells ? nodes : 0,
        tells ? "192.0.2.1" : "",
        tells ? Reading.present(autoLock, INFO) : Reading.absent(INFO),
        tells ? Reading.present(certificateDays * 86_400, INFO) : Reading.absent(INFO),
        tells ? Reading.present(authoritySince, INFO) : Reading.absent(INFO),
        tells ? Reading.present(services, INFO) : Reading.absent(INFO));
  }
}
