package io.bulkhead.audit.snapshot;

import java.util.List;

/**
 * Swarm mode as the engine shows it.
 *
 * @param state {@code inactive}, {@code pending}, {@code active}, {@code error} or {@code locked}
 * @param manager this node can say something about the whole swarm
 * @param managers number of managers; 0 where it does not say
 * @param nodes number of nodes; 0 where it does not say
 * @param nodeAddress the address other nodes reach this one at, empty if none
 * @param autoLock managers keep their keys locked while they are stopped; absent on a worker
 * @param nodeCertificateSeconds how long a node's certificate is valid; absent on a worker
 * @param authoritySince when the certificate authority was made, RFC 3339; absent on a worker
 * @param services GET /services; absent on a worker
 */
public record Swarm(
    String state,
    boolean manager,
    long managers,
    long nodes,
    String nodeAddress,
    Reading<Boolean> autoLock,
    Reading<Long> nodeCertificateSeconds,
    Reading<String> authoritySince,
    Reading<List<Service>> services) {

  /**
   * A service.
   *
   * @param secrets signs of secrets among its environment variables
   * @param usesSecrets it is given secrets of the swarm
   * @param restart when its tasks are started again
   * @param ports what the routing mesh publishes on every address of every node
   */
  public record Service(
      String name,
      List<SecretSign> secrets,
      boolean usesSecrets,
      Restart restart,
      List<Container.Published> ports) {
    public Service {
      secrets = List.copyOf(secrets);
      ports = List.copyOf(ports);
    }
  }

  /**
   * Restart policy of a service.
   *
   * @param condition {@code any}, {@code on-failure} or {@code none}
   * @param attempts most attempts, 0 for no bound
   */
  public record Restart(String condition, long attempts) {}

  /** True if this node takes part in a swarm. */
  public boolean active() {
    return state.equals("active");
  }
}
