package io.bulkhead.engine.http;

import io.bulkhead.engine.endpoint.Endpoint;
import io.bulkhead.engine.http.EngineCallException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import javax.net.ssl.SSLException;

/** Why no answer came: judged by the socket's file and the exception's type, not by its text. */
final class Unreached {
  private final Endpoint endpoint;

  Unreached(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  EngineCallException because(String path, Throwable cause) {
    if (cause instanceof TlsMaterial.Unusable) {
      return unreachable(String.valueOf(cause.getMessage()));
    }
    return endpoint.local() ? unix(path, cause) : tcp(path, cause);
  }

  private EngineCallException unix(String request, Throwable cause) {
    Path socket;
    try {
      socket = Path.of(endpoint.socketPath());
    } catch (InvalidPathException e) {
      return unreachable("'" + endpoint.socketPath() + "' cannot be the path of a socket");
    }
    if (Files.notExists(socket)) {
      return unreachable(
          "there is no socket " + socket + ": no engine is installed here, or it does not run");
    }
    if (!Files.exists(socket)) {
      return unreachable(
          "permission denied on the way to " + socket + ": run as root (sudo), or as its owner");
    }
    if (!Files.isWritable(socket)) {
      return unreachable(denied(socket));
    }
    if (Files.isRegularFile(socket) || Files.isDirectory(socket)) {
      return unreachable(socket + " is no socket");
    }
    if (cause instanceof ConnectException) {
      return unreachable(
          "nothing listens at "
              + socket
              + " (connection refused): the engine does not run; start it and try again");
    }
    return broken(request, cause);
  }

  private static String denied(Path socket) {
    String group = "";
    try {
      group =
          Files.readAttributes(socket, PosixFileAttributes.class, new LinkOption[0])
              .group()
              .getName();
    } catch (IOException | UnsupportedOperationException e) {
      // then without the name
    }
    String join =
        group.isEmpty() || group.equals("root")
            ? ""
            : ", or as a member of group " + group + " (whoever is in it is as powerful as root)";
    return "permission denied on " + socket + ": run as root (sudo)" + join;
  }

  private EngineCallException tcp(String request, Throwable cause) {
    if (cause instanceof UnknownHostException) {
      return unreachable("host " + endpoint.host() + " cannot be found");
    }
    if (cause instanceof SSLException) {
      return unreachable("no TLS connection to " + endpoint + ": " + cause.getMessage());
    }
    if (cause instanceof SocketTimeoutException) {
      return new EngineCallException(Kind.TIMEOUT, endpoint + " does not answer");
    }
    if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
      return unreachable("no connection to " + endpoint + ": " + cause.getMessage());
    }
    return broken(request, cause);
  }

  private EngineCallException broken(String request, Throwable cause) {
    return unreachable(
        "the connection to "
            + endpoint
            + " broke while GET "
            + request
            + " was asked ("
            + cause.getClass().getSimpleName()
            + ")");
  }

  private static EngineCallException unreachable(String sentence) {
    return new EngineCallException(Kind.UNREACHABLE, sentence);
  }
}
