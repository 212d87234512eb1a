package io.bulkhead.engine.endpoint;

/**
 * Where an engine is asked, and how that was chosen.
 *
 * @param uri {@code unix:///path} or {@code tcp://host:port}
 * @param from {@code -H}, {@code DOCKER_HOST}, {@code context NAME} or {@code default}
 * @param tls TLS material for a TCP endpoint
 */
public record Endpoint(String uri, String from, Tls tls) {
  /** The socket the docker CLI uses when nothing else is said. */
  public static final String DEFAULT_URI = "unix:///var/run/docker.sock";

  private static final String UNIX = "unix://";
  private static final String TCP = "tcp://";

  public Endpoint {
    if (!uri.startsWith(UNIX) && !uri.startsWith(TCP)) {
      throw new IllegalArgumentException("neither a unix nor a tcp endpoint: " + uri);
    }
  }

  /**
   * TLS material as paths of PEM files; empty where there is none.
   *
   * @param on TLS is spoken at all
   * @param verify the engine's certificate is checked, against {@code ca} or, without one, against
   *     the system's authorities
   */
  public record Tls(boolean on, boolean verify, String ca, String cert, String key) {
    /** Plain HTTP. */
    public static final Tls OFF = new Tls(false, false, "", "", "");
  }

  /** A unix socket, for example of a test. */
  public static Endpoint unix(String socketPath, String from) {
    return new Endpoint(UNIX + socketPath, from, Tls.OFF);
  }

  /**
   * True for a unix socket: only then the process ids and paths the engine names are taken to be
   * this host's. A TCP port, even on localhost, may be the end of a tunnel.
   */
  public boolean local() {
    return uri.startsWith(UNIX);
  }

  /** Path of the unix socket; empty for a TCP endpoint. */
  public String socketPath() {
    return local() ? uri.substring(UNIX.length()) : "";
  }

  /** Host of a TCP endpoint, without the brackets of an IPv6 address; empty for a unix socket. */
  public String host() {
    if (local()) {
      return "";
    }
    String host = authority().substring(0, authority().lastIndexOf(':'));
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Port of a TCP endpoint; 0 for a unix socket. */
  public int port() {
    return local() ? 0 : Integer.parseInt(authority().substring(authority().lastIndexOf(':') + 1));
  }

  private String authority() {
    String rest = uri.substring(TCP.length());
    int slash = rest.indexOf('/');
    return slash < 0 ? rest : rest.substring(0, slash);
  }

  @Override
  public String toString() {
    return uri;
  }
}
