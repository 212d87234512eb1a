package io.bulkhead.audit.snapshot;

import java.util.List;

/**
 * What the engine proves its identity with, and how it knows its clients. No key material, only
 * what can be said about it.
 *
 * @param authorities certificates of {@code tlscacert}, in its order
 * @param server the first certificate of {@code tlscert}, the engine's own
 * @param key the key of {@code tlskey}
 * @param authorityKeys files near the certificates that hold the private key of an authority
 * @param clients certificates of clients kept near, one for each client directory
 */
public record TlsMaterial(
    Reading<List<Certificate>> authorities,
    Reading<Certificate> server,
    Reading<ServerKey> key,
    Reading<List<String>> authorityKeys,
    Reading<List<Client>> clients) {

  /**
   * The engine's key.
   *
   * @param matches its public half stands in the server's certificate
   */
  public record ServerKey(String path, Certificate.KeyKind kind, boolean matches) {}

  /**
   * A client certificate kept on the engine's host.
   *
   * @param name of its directory
   * @param keyHere its private key lies beside it
   */
  public record Client(String name, Certificate certificate, boolean keyHere) {}

  /** Nothing was looked at, for one reason. */
  public static TlsMaterial none(Origin origin, String why) {
    return new TlsMaterial(
        Reading.unreadable(origin, why),
        Reading.unreadable(origin, why),
        Reading.unreadable(origin, why),
        Reading.unreadable(origin, why),
        Reading.unreadable(origin, why));
  }

  /** The engine does not use TLS, so there is nothing to look at. */
  public static TlsMaterial unused(Origin origin) {
    return new TlsMaterial(
        Reading.absent(origin),
        Reading.absent(origin),
        Reading.absent(origin),
        Reading.absent(origin),
        Reading.absent(origin));
  }
}
