package io.bulkhead.engine.endpoint;

import io.bulkhead.audit.secrets.Redaction;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Host addresses in the spellings the docker CLI accepts. */
final class HostSpec {
  private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*)://(.*)");
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9a-fA-F:.%a-z]+]|[a-zA-Z0-9._-]*)(?::([0-9]{1,5}))?(/.*)?");

  private HostSpec() {}

  /**
   * The address in full: with scheme, host and port.
   *
   * @param from how it was chosen, for the message
   * @param tls TLS is on, which moves the default port from 2375 to 2376
   */
  static String complete(String spec, String from, boolean tls) throws EndpointException {
    String trimmed = spec.strip();
    if (trimmed.isEmpty()) {
      return Endpoint.DEFAULT_URI;
    }
    Matcher split = SCHEME.matcher(trimmed);
    String scheme = split.matches() ? split.group(1).toLowerCase(Locale.ROOT) : "tcp";
    String rest = split.matches() ? split.group(2) : trimmed;
    return switch (scheme) {
      case "unix" -> unix(rest, from);
      case "tcp" -> tcp(rest, from, tls);
      case "ssh" ->
          throw new EndpointException(
              from
                  + " names "
                  + shown(trimmed)
                  + ": ssh endpoints are not supported; run bulkhead on that host, or forward its"
                  + " socket (ssh -L /tmp/engine.sock:/var/run/docker.sock HOST) and use -H"
                  + " unix:///tmp/engine.sock");
      case "npipe" ->
          throw new EndpointException(
              from + " names " + shown(trimmed) + ": Windows engines are not supported");
      case "fd" ->
          throw new EndpointException(
              from
                  + " names "
                  + shown(trimmed)
                  + ": that is how systemd hands a socket to dockerd; clients use unix:// or"
                  + " tcp://");
      default ->
          throw new EndpointException(
              from + " names " + shown(trimmed) + ": use unix:///path or tcp://host:port");
    };
  }

  private static String unix(String path, String from) throws EndpointException {
    if (path.isEmpty()) {
      return Endpoint.DEFAULT_URI;
    }
    if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
      throw new EndpointException(
          from + " names unix://" + path + ": the path of a socket begins with /");
    }
    return "unix://" + path;
  }

  private static String tcp(String rest, String from, boolean tls) throws EndpointException {
    Matcher authority = AUTHORITY.matcher(rest);
    if (!authority.matches()) {
      throw new EndpointException(
          from + " names " + shown("tcp://" + rest) + ": expected tcp://host:port");
    }
    if (authority.group(3) != null && !authority.group(3).equals("/")) {
      throw new EndpointException(
          from + " names " + shown("tcp://" + rest) + ": a path after the port is not supported");
    }
    String host = authority.group(1).isEmpty() ? "localhost" : authority.group(1);
    String port = authority.group(2) == null ? (tls ? "2376" : "2375") : authority.group(2);
    int number = Integer.parseInt(port);
    if (number < 1 || number > 65_535) {
      throw new EndpointException(from + " names port " + port + ": ports end at 65535");
    }
    return "tcp://" + host + ":" + number;
  }

  private static String shown(String spec) {
    return Redaction.address(spec);
  }
}
