package io.bulkhead.engine.facts;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.SecretSign;
import io.bulkhead.audit.snapshot.Swarm;
import io.bulkhead.engine.json.Trees;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Swarm mode in GET /info, and GET /services. */
public final class SwarmFacts {
  private static final long NANOS = 1_000_000_000L;

  private SwarmFacts() {}

  /** Whether the engine of this GET /info can list services. */
  public static boolean manages(JsonNode info) {
    return Trees.flag(info.path("Swarm"), "ControlAvailable").orElse(false);
  }

  /** The member {@code Swarm} of GET /info. */
  public static Swarm of(JsonNode info, Reading<List<Swarm.Service>> services) {
    JsonNode swarm = info.path("Swarm");
    JsonNode cluster = swarm.path("Cluster");
    JsonNode spec = cluster.path("Spec");
    return new Swarm(
        Trees.text(swarm, "LocalNodeState"),
        manages(info),
        Math.max(0, swarm.path("Managers").asLong(0)),
        Math.max(0, swarm.path("Nodes").asLong(0)),
        Trees.text(swarm, "NodeAddr"),
        autoLock(spec),
        certificates(spec),
        authority(cluster),
        services);
  }

  private static Reading<Boolean> autoLock(JsonNode spec) {
    Origin origin =
        Origin.claimed("GET /info Swarm.Cluster.Spec.EncryptionConfig.AutoLockManagers");
    return Trees.flag(spec.path("EncryptionConfig"), "AutoLockManagers")
        .map(on -> Reading.present(on, origin))
        .orElseGet(() -> Reading.absent(origin));
  }

  private static Reading<Long> certificates(JsonNode spec) {
    Origin origin = Origin.claimed("GET /info Swarm.Cluster.Spec.CAConfig.NodeCertExpiry");
    long nanos = spec.path("CAConfig").path("NodeCertExpiry").asLong(0);
    return nanos > 0 ? Reading.present(nanos / NANOS, origin) : Reading.absent(origin);
  }

  private static Reading<String> authority(JsonNode cluster) {
    Origin origin = Origin.claimed("GET /info Swarm.Cluster.TLSInfo.TrustRoot");
    String pem = Trees.text(cluster.path("TLSInfo"), "TrustRoot");
    if (pem.isEmpty()) {
      return Reading.absent(origin);
    }
    try {
      X509Certificate root =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
      return Reading.present(root.getNotBefore().toInstant().toString(), origin);
    } catch (CertificateException e) {
      return Reading.unreadable(origin, "is no certificate");
    }
  }

  /** GET /services; values of variables never leave this method. */
  public static List<Swarm.Service> services(JsonNode reply) {
    List<Swarm.Service> services = new ArrayList<>();
    for (JsonNode service : reply) {
      JsonNode spec = service.path("Spec");
      JsonNode container = spec.path("TaskTemplate").path("ContainerSpec");
      List<SecretSign> signs = SecretFacts.variables(Trees.texts(container, "Env"), List.of());
      services.add(
          new Swarm.Service(
              SecretFacts.cut(Trees.text(spec, "Name")),
              signs,
              container.path("Secrets").size() > 0,
              restart(spec.path("TaskTemplate").path("RestartPolicy")),
              meshPorts(service)));
    }
    return services;
  }

  /** Without a policy tasks are always started again. */
  private static Swarm.Restart restart(JsonNode policy) {
    String condition = Trees.text(policy, "Condition");
    return new Swarm.Restart(
        condition.isEmpty() ? "any" : condition, Math.max(0, policy.path("MaxAttempts").asLong(0)));
  }

  /** Ports in host mode are those of the task's container, and told there. */
  private static List<Container.Published> meshPorts(JsonNode service) {
    List<Container.Published> ports = new ArrayList<>();
    for (JsonNode port : service.path("Endpoint").path("Ports")) {
      if (!Trees.text(port, "PublishMode").equals("host")) {
        String protocol = Trees.text(port, "Protocol");
        ports.add(
            new Container.Published(
                "0.0.0.0",
                port.path("PublishedPort").asText("0"),
                port.path("TargetPort").asText() + "/" + (protocol.isEmpty() ? "tcp" : protocol)));
      }
    }
    return ports;
  }
}
