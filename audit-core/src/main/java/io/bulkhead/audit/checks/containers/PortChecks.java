package io.bulkhead.audit.checks.containers;

import static io.bulkhead.audit.checks.containers.ContainerMeta.again;
import static io.bulkhead.audit.checks.containers.ContainerMeta.essential;
import static io.bulkhead.audit.checks.containers.ContainerMeta.level1;
import static io.bulkhead.audit.checks.containers.ContainerMeta.level2;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.Severity;
import java.util.List;

/** The checks of published ports and networks. */
final class PortChecks {
  static final List<Check> ALL =
      List.of(
          ContainerCheck.bySite(
              level1("CTR-017", "No privileged port is published unasked", Severity.LOW)
                  .passesWhen(
                      "no port of the host below net.ipv4.ip_unprivileged_port_start (1024 if"
                          + " unseen) is published, on any address family, but for those the policy"
                          + " allows")
                  .because(
                      "Clients trust services below port 1024 to be run by the host's operator.")
                  .advise(again("Publish a higher port, or allow this one in the policy."))
                  .mayBreak("Clients that expect the usual port.")
                  .see("docker-run(1)", "ip(7)", "CIS 5.8"),
              PortJudges::privileged),
          ContainerCheck.bySite(
              level1("CTR-018", "Only needed ports are published", Severity.LOW)
                  .passesWhen(
                      "nothing is published, or only what the policy allows; publishing all"
                          + " exposed ports fails, and without a policy a person decides")
                  .because("Every published port is a way in, past the rules of ufw and firewalld.")
                  .advise(again("Publish single ports with `-p`, not all with `-P`."))
                  .mayBreak("Clients of the port.")
                  .see(
                      "docker-run(1)",
                      "docs.docker.com: Packet filtering and firewalls",
                      "CIS 5.9"),
              PortJudges::needed),
          ContainerCheck.bySite(
              level1("CTR-022", "Published ports name an address", Severity.HIGH)
                  .passesWhen(
                      "no published port has the address 0.0.0.0, :: or none, but for those the"
                          + " policy allows")
                  .because("A port on every address is open on interfaces nobody thought of.")
                  .advise(
                      again("Use `-p 127.0.0.1:HOST:CONTAINER` or another address of the host."))
                  .mayBreak("Clients that come over other interfaces.")
                  .see("docker-run(1)", "docs.docker.com: Port publishing", "CIS 5.14"),
              PortJudges::bound),
          ContainerCheck.of(
              level2("CTR-033", "Containers stay off the default bridge", Severity.LOW)
                  .passesWhen(
                      "it is attached to no network that the engine marks as the default bridge")
                  .because("Everything without a network of its own meets there and can talk.")
                  .advise("Run `docker network create NAME` and attach the container to it.")
                  .mayBreak("Legacy links, and addresses that are written down somewhere.")
                  .see("docs.docker.com: Bridge network driver", "CIS 5.30"),
              DefaultBridge::judge),
          ContainerCheck.bySite(
              essential("CTR-048", "No data store or admin port is open to all", Severity.CRITICAL)
                  .passesWhen(
                      "no data store's or administrator's port (22, 2375, 3306, 5432, 6379, 9200,"
                          + " 27017 and others) is published on an address that is neither loopback nor"
                          + " private, but for those the policy allows")
                  .because(
                      "Data stores and consoles on public addresses are found within hours, and the"
                          + " engine's rules let them through ufw and firewalld.")
                  .advise(
                      again("Publish it on 127.0.0.1, or not at all: networks reach it inside."))
                  .mayBreak("Clients on other machines.")
                  .see("docs.docker.com: Packet filtering and firewalls", "docker-run(1)"),
              PortJudges::admin),
          ContainerCheck.of(
              level1("CTR-049", "No container uses legacy links", Severity.INFO)
                  .passesWhen("HostConfig.Links is empty")
                  .because("A link hands the other container's environment over, secrets included.")
                  .advise(again("Put both into a network of their own, where names are found."))
                  .mayBreak("Programs that read the variables of the link.")
                  .see("docs.docker.com: Legacy container links", "docker-run(1)"),
              DefaultBridge::links));

  private PortChecks() {}
}
