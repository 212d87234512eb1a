package io.bulkhead.remediate.remedies;

import io.bulkhead.remediate.Remedy;
import java.util.List;

/** Steps for a swarm: it belongs to all its nodes, so none is changed from one of them. */
final class SwarmAdvice {
  private static final String WHOLE = "this changes the whole swarm, not only this host";

  static final List<Remedy> ALL =
      List.of(
          OwnHands.always(
              "SWM-001",
              "leaving destroys the services, networks, secrets and configs of a last manager",
              "is it wanted? say so in the policy: swarm, wanted: true",
              "look first: docker node ls; docker service ls",
              "on each worker: docker swarm leave",
              "on the last manager: docker swarm leave --force"),
          OwnHands.always(
              "SWM-002",
              WHOLE,
              "docker node ls",
              "docker node promote NODE, or docker node demote NODE, until there are 3, 5 or 7"),
          OwnHands.always(
              "SWM-003",
              "a node has to leave the swarm for it",
              "until then, let only the nodes reach 2377/tcp, 7946/tcp, 7946/udp and 4789/udp",
              "docker node update --availability drain NODE; docker swarm leave",
              "docker swarm join --listen-addr ADDRESS:2377 --token TOKEN MANAGER:2377"),
          OwnHands.always(
              "SWM-004",
              "a network cannot be encrypted afterwards",
              "docker network create --driver overlay --opt encrypted NEW",
              "docker service update --network-add NEW --network-rm OLD SERVICE",
              "docker network rm OLD"),
          OwnHands.always(
              "SWM-005",
              "the program has to read the secret from a file",
              "docker secret create NAME FILE",
              "docker service update --secret-add NAME --env-rm VARIABLE SERVICE",
              "change the secret: it has been visible"),
          OwnHands.always(
              "SWM-006",
              "afterwards every manager waits for a key when it starts",
              "have a place outside of the swarm where the key is kept",
              "docker swarm update --autolock=true",
              "the way back: docker swarm update --autolock=false"),
          OwnHands.always("SWM-007", WHOLE, "docker swarm unlock-key --rotate", "keep the new key"),
          OwnHands.always(
              "SWM-008",
              WHOLE,
              "docker swarm update --cert-expiry 720h",
              "the way back: docker swarm update --cert-expiry 2160h"),
          OwnHands.always(
              "SWM-009", WHOLE, "docker swarm ca --rotate", "wait until docker node ls shows all"),
          OwnHands.always(
              "SWM-010",
              "a node has to leave the swarm for it",
              "docker node update --availability drain NODE; docker swarm leave",
              "docker swarm join --data-path-addr ADDRESS --token TOKEN MANAGER:2377"),
          OwnHands.always(
              "SWM-020",
              "a service that failed as often stays away until somebody looks",
              "docker service update --restart-max-attempts 5 SERVICE",
              "the way back: docker service update --restart-max-attempts 0 SERVICE"),
          OwnHands.always(
              "SWM-021",
              "clients outside of the swarm no longer reach it",
              "docker service update --publish-rm PORT SERVICE",
              "the way back: docker service update --publish-add PORT:TARGET SERVICE"));

  private SwarmAdvice() {}
}
