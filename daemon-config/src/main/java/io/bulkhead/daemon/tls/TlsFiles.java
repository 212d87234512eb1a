package io.bulkhead.daemon.tls;

import io.bulkhead.audit.snapshot.Certificate;
import io.bulkhead.audit.snapshot.FileKind;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.TlsMaterial;
import io.bulkhead.audit.snapshot.TlsMaterial.Client;
import io.bulkhead.audit.snapshot.TlsMaterial.ServerKey;
import java.util.ArrayList;
import java.util.List;

/** Looks at the files that an engine's TLS settings name, and at what lies near them. */
public final class TlsFiles {
  /** Directory of client certificates beside the authority's certificate. */
  public static final String CLIENTS = "clients";

  /** Directory beside it in which the authority's key may lie. */
  public static final String AUTHORITY = "ca";

  /** Larger files are no key. */
  private static final int KEY_LIMIT = 1 << 16;

  private static final int FILES = 64;

  private final HostFiles files;

  public TlsFiles(HostFiles files) {
    this.files = files;
  }

  /**
   * What can be said about the material; nothing of it is kept.
   *
   * @param authority path of {@code tlscacert}, and so on
   */
  public TlsMaterial look(String authority, String certificate, String key) {
    Reading<byte[]> authorities = present(authority);
    Reading<byte[]> server = present(certificate);
    byte[] signers = authorities.seen().orElse(new byte[0]);
    return new TlsMaterial(
        authorities.then(text -> certificates(authority, text.value(), text.value())),
        server.then(
            text ->
                signers.length == 0
                    ? Reading.unreadable(
                        text.origin(), "the authority in " + authority + " could not be read")
                    : certificates(certificate, text.value(), signers).map(all -> all.get(0))),
        present(key).then(text -> key(key, text.value(), server)),
        authorities.then(text -> authorityKeys(directory(authority), text.value())),
        authorities.then(text -> clients(directory(authority), text.value())));
  }

  /** TLS is in use, so a file that is missing is one that could not be seen, not an absent one. */
  private Reading<byte[]> present(String path) {
    Reading<byte[]> bytes = files.bytes(path);
    return bytes instanceof Reading.Absent<byte[]> none
        ? Reading.unreadable(none.origin(), "there is no such file")
        : bytes;
  }

  private static Reading<List<Certificate>> certificates(String path, byte[] text, byte[] signers) {
    try {
      return Reading.present(Inspector.certificates(path, text, signers), Origin.observed(path));
    } catch (TlsProblem e) {
      return Reading.unreadable(Origin.observed(path), String.valueOf(e.getMessage()));
    }
  }

  private static Reading<ServerKey> key(String path, byte[] text, Reading<byte[]> server) {
    Origin origin = Origin.observed(path);
    if (server.seen().isEmpty()) {
      return Reading.unreadable(origin, "the server's certificate could not be read");
    }
    try {
      return Reading.present(
          new ServerKey(path, Inspector.key(text), Inspector.pair(text, server.seen().get())),
          origin);
    } catch (TlsProblem e) {
      return Reading.unreadable(origin, String.valueOf(e.getMessage()));
    }
  }

  private Reading<List<String>> authorityKeys(String directory, byte[] authorities) {
    List<String> found = new ArrayList<>();
    for (String place : List.of(directory, directory + "/" + AUTHORITY)) {
      Reading<List<String>> names = files.list(place);
      if (names instanceof Reading.Unreadable<List<String>> unseen) {
        return Reading.unreadable(unseen.origin(), unseen.reason());
      }
      for (String name : names.seen().orElse(List.of()).stream().limit(FILES).toList()) {
        String path = place + "/" + name;
        Reading<Boolean> key = isKeyOf(path, authorities);
        if (key instanceof Reading.Unreadable<Boolean> unseen) {
          return Reading.unreadable(unseen.origin(), unseen.reason());
        }
        if (key.seen().orElse(false)) {
          found.add(path);
        }
      }
    }
    return Reading.present(found, Origin.observed("files in " + directory));
  }

  /** A link is followed: it leads to the key as well. */
  private Reading<Boolean> isKeyOf(String path, byte[] certificates) {
    boolean likely =
        files
            .stat(path)
            .seen()
            .filter(s -> s.kind() == FileKind.REGULAR && s.sizeBytes() <= KEY_LIMIT)
            .isPresent();
    Origin origin = Origin.observed(path);
    return likely
        ? files.bytes(path).map(text -> pair(text, certificates))
        : Reading.present(false, origin);
  }

  private static boolean pair(byte[] text, byte[] certificates) {
    try {
      return Inspector.pair(text, certificates);
    } catch (TlsProblem e) {
      return false; // no key
    }
  }

  private Reading<List<Client>> clients(String directory, byte[] authorities) {
    String place = directory + "/" + CLIENTS;
    return files
        .list(place)
        .fold(
            names -> {
              List<Client> found = new ArrayList<>();
              for (String name : names.value().stream().limit(FILES).toList()) {
                client(place + "/" + name, name, authorities, found);
              }
              return Reading.present(found, names.origin());
            },
            none -> Reading.present(List.of(), none.origin()),
            unseen -> Reading.unreadable(unseen.origin(), unseen.reason()));
  }

  private void client(String place, String name, byte[] authorities, List<Client> found) {
    String path = place + "/cert.pem";
    files
        .bytes(path)
        .seen()
        .flatMap(text -> certificates(path, text, authorities).seen())
        .ifPresent(
            all ->
                found.add(
                    new Client(
                        name, all.get(0), files.stat(place + "/key.pem").seen().isPresent())));
  }

  private static String directory(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }
}
