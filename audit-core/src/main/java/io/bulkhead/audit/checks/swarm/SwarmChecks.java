package io.bulkhead.audit.checks.swarm;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import java.util.List;

/** The checks of swarm mode, sorted by id. */
public final class SwarmChecks {
  public static final List<Check> ALL =
      List.of(
          new SwarmMode(),
          row(
              check("SWM-002", "Number of managers is odd, and three to seven", Severity.MEDIUM)
                  .passesWhen(
                      "the swarm has one node, or an odd number of managers from three to seven")
                  .because(
                      "With too few managers one failure stops the swarm; every manager more is one"
                          + " more host whose root controls all nodes.")
                  .advise("Run `docker node promote NODE` or `docker node demote NODE`.")
                  .see("docker-node-promote(1)", "docs.docker.com: Raft consensus", "CIS 7.1"),
              true,
              SwarmJudges::managers),
          row(
              check("SWM-003", "Swarm management listens on one address", Severity.MEDIUM)
                  .passesWhen("no socket of the engine for port 2377 has the wildcard address")
                  .because("Port 2377 on every address takes joins and orders from every network.")
                  .advise(
                      "Leave and join again with `--listen-addr ADDRESS:2377`; until then let the"
                          + " firewall admit only the nodes on 2377, 7946 and 4789.")
                  .mayBreak(
                      "The node leaves the swarm for a moment; on the only manager it is lost.")
                  .see("docker-swarm-init(1)", "CIS 7.2"),
              false,
              SwarmJudges::listening),
          row(
              check("SWM-004", "Overlay networks are encrypted", Severity.MEDIUM)
                  .passesWhen("every overlay network has the option encrypted")
                  .because("Traffic of containers between nodes can be read on the way.")
                  .advise(
                      "Run `docker network create --opt encrypted --driver overlay NAME`, move the"
                          + " services and remove the old network.")
                  .mayBreak("IPsec costs throughput; ESP (protocol 50) has to pass between nodes.")
                  .see("docker-network-create(1)", "CIS 7.3"),
              false,
              SwarmJudges::overlays),
          row(
              check("SWM-005", "Services get secrets from the swarm", Severity.MEDIUM)
                  .passesWhen(
                      "no environment of a service holds a name of a secret with a literal value"
                          + " or a known token's form")
                  .because(
                      "Environment variables of a service are shown to whoever may inspect it.")
                  .advise(
                      "Run `docker secret create NAME FILE`, then `docker service update --secret-add"
                          + " NAME --env-rm VARIABLE SERVICE`.")
                  .mayBreak("The program has to read the secret from a file below /run/secrets.")
                  .see("docker-secret-create(1)", "CIS 7.4"),
              true,
              SwarmJudges::secrets),
          row(
              check("SWM-006", "Managers keep their keys locked", Severity.MEDIUM)
                  .passesWhen("the swarm's specification says that managers are auto-locked")
                  .because(
                      "The keys of the Raft log and of TLS lie on the manager's disk: a stolen disk"
                          + " or backup gives the whole swarm away.")
                  .advise(
                      "Store the key that `docker swarm update --autolock=true` prints outside of the"
                          + " swarm.")
                  .mayBreak("After each restart a manager waits for `docker swarm unlock`.")
                  .see("docker-swarm-update(1)", "CIS 7.5"),
              true,
              SwarmJudges::autoLock),
          row(
              check("SWM-007", "Key that unlocks managers is renewed", Severity.LOW)
                  .neverPasses("the engine keeps no date of the renewal")
                  .because("Whoever learned the key once can unlock every manager's disk.")
                  .advise("Run `docker swarm unlock-key --rotate` and store the new key.")
                  .see("docker-swarm-unlock-key(1)", "CIS 7.6"),
              true,
              SwarmJudges::unlockKey),
          row(
              check("SWM-008", "Certificates of nodes are valid for a short time", Severity.LOW)
                  .passesWhen("certificates of nodes last at most as long as expected (90 days)")
                  .because("The key of a lost node opens the swarm until its certificate expires.")
                  .advise("Run `docker swarm update --cert-expiry 720h`.")
                  .see("docker-swarm-update(1)", "CIS 7.7"),
              true,
              SwarmJudges::certificates),
          row(
              check("SWM-009", "Certificate authority of the swarm is renewed", Severity.LOW)
                  .passesWhen("the certificate of the swarm's authority is at most 365 days old")
                  .because("Whoever learned its key once can let nodes of their own in.")
                  .advise("Run `docker swarm ca --rotate`.")
                  .see("docker-swarm-ca(1)", "CIS 7.8"),
              true,
              SwarmJudges::authority),
          row(
              check("SWM-010", "Traffic of containers has an address of its own", Severity.LOW)
                  .neverPasses("the engine does not show the address")
                  .because(
                      "Where management and containers share an address, a flood from a container"
                          + " reaches the managers, and one firewall rule has to serve both.")
                  .advise("Join with `--data-path-addr ADDRESS`.")
                  .mayBreak("The node has to leave the swarm and join again.")
                  .see("docker-swarm-init(1)", "CIS 7.9"),
              false,
              SwarmJudges::planes),
          row(
              check("SWM-020", "Restarts of services are bounded", Severity.LOW)
                  .passesWhen(
                      "tasks of a service are started again never, or at most as often as the"
                          + " policy says of containers (5)")
                  .because("A task that fails for ever hides an attack and eats the nodes.")
                  .advise("Run `docker service update --restart-max-attempts 5 SERVICE`.")
                  .mayBreak("A service that failed as often stays away until somebody looks.")
                  .see("docker-service-update(1)", "CIS 5.15"),
              true,
              ServiceJudges::restarts),
          row(
              check("SWM-021", "Services open no data store on every node", Severity.CRITICAL)
                  .passesWhen(
                      "no service publishes a port through the swarm; a data store's or an"
                          + " administrator's fails, every other one is for a person")
                  .because(
                      "Such a port is open on every address of every node, also where no task runs,"
                          + " and no container shows it.")
                  .advise(
                      "Run `docker service update --publish-rm PORT SERVICE`; networks reach it"
                          + " inside. Or publish it in host mode behind a firewall.")
                  .mayBreak("Clients outside of the swarm.")
                  .see("docker-service-update(1)", "CIS 5.9"),
              true,
              ServiceJudges::ports));

  private SwarmChecks() {}

  private static Check row(CheckMeta meta, boolean fromManager, SwarmCheck.Question question) {
    return new SwarmCheck(meta.in(Profile.LEVEL_1), fromManager, question);
  }
}
