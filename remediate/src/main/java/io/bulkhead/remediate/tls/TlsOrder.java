package io.bulkhead.remediate.tls;

import io.bulkhead.daemon.tls.KeyAlgorithm;
import io.bulkhead.daemon.tls.Purpose;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.Made;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of one engine's TLS material, and the edits that make them.
 *
 * @param directory of the engine's certificates, for example {@code /etc/docker/tls}
 * @param caDirectory of the authority's key
 * @param algorithm kind of new keys
 * @param suffix of new files' names: empty, or {@code -2} where the first are taken
 */
public record TlsOrder(
    String directory, String caDirectory, KeyAlgorithm algorithm, String suffix) {
  /** CA: five years; it has to outlive what it signs. */
  static final int CA_DAYS = 1825;

  /** Server and clients: what browsers take for a limit, a year and a month. */
  static final int LEAF_DAYS = 397;

  private static final Attributes PRIVATE = new Attributes(0700, 0, 0);
  private static final int NAME = 64;

  /** An authority that is there already. */
  public static Made.Signer known(String certificate, String key) {
    return new Made.Signer(certificate, key);
  }

  public Made.Signer authority() {
    return new Made.Signer(directory + "/ca" + suffix + ".pem", authorityKey());
  }

  private String authorityKey() {
    return caDirectory + "/ca-key" + suffix + ".pem";
  }

  public String serverCertificate() {
    return directory + "/server-cert" + suffix + ".pem";
  }

  public String serverKey() {
    return directory + "/server-key" + suffix + ".pem";
  }

  public String client(String name) {
    return directory + "/clients/" + name + suffix;
  }

  /** A new authority; where its key is kept elsewhere, its certificate goes there as well. */
  public List<Edit> makeAuthority(String host) {
    List<Edit> edits = new ArrayList<>();
    edits.add(new Edit.Directory(directory, PRIVATE, true));
    if (!caDirectory.equals(directory)) {
      edits.add(new Edit.Directory(caDirectory, PRIVATE, true));
    }
    Made.Signer own = authority();
    edits.add(mint(own.key(), new Made.Key(algorithm)));
    edits.add(
        mint(
            own.certificate(),
            new Made.Certificate(
                Purpose.AUTHORITY,
                common("Docker CA of " + host),
                List.of(),
                CA_DAYS,
                own.key(),
                Made.Signer.SELF)));
    if (!caDirectory.startsWith(directory)) {
      edits.add(mint(caDirectory + "/ca" + suffix + ".pem", new Made.Copy(own.certificate())));
    }
    return edits;
  }

  public List<Edit> makeServer(String host, List<String> names, Made.Signer signer) {
    return List.of(
        new Edit.Directory(directory, PRIVATE, true),
        mint(serverKey(), new Made.Key(algorithm)),
        mint(
            serverCertificate(),
            new Made.Certificate(
                Purpose.SERVER, common(host), names, LEAF_DAYS, serverKey(), signer)));
  }

  public List<Edit> makeClient(String name, Made.Signer signer) {
    String place = client(name);
    return List.of(
        new Edit.Directory(directory + "/clients", PRIVATE, true),
        new Edit.Directory(place, PRIVATE, true),
        mint(place + "/key.pem", new Made.Key(algorithm)),
        mint(
            place + "/cert.pem",
            new Made.Certificate(
                Purpose.CLIENT, name, List.of(), LEAF_DAYS, place + "/key.pem", signer)),
        mint(place + "/ca.pem", new Made.Copy(signer.certificate())));
  }

  private static Edit mint(String path, Made made) {
    return new Edit.Mint(path, made, true);
  }

  private static String common(String name) {
    return name.length() > NAME ? name.substring(0, NAME) : name;
  }
}
