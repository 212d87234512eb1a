package io.bulkhead.remediate;

import io.bulkhead.daemon.tls.AddressText;
import io.bulkhead.daemon.tls.KeyAlgorithm;
import io.bulkhead.daemon.tls.Purpose;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the operator asks for beyond what the host shows.
 *
 * @param names host names and addresses that clients use, beside those found
 * @param clients names of clients that get a certificate
 * @param caDirectory where the authority's key is kept; empty for the default below the engine's
 *     TLS directory
 * @param algorithm kind of all new keys
 */
public record TlsWishes(
    List<String> names, List<String> clients, String caDirectory, KeyAlgorithm algorithm) {
  /** Nothing in particular. */
  public static final TlsWishes NONE = new TlsWishes(List.of(), List.of(), "", KeyAlgorithm.EC);

  /** A client when none is named. */
  public static final String CLIENT = "admin";

  public TlsWishes {
    names = List.copyOf(names);
    clients = List.copyOf(clients);
  }

  /** The wishes with which a saved plan was made, as far as they show in it. */
  public static TlsWishes of(Plan plan) {
    Set<String> names = new LinkedHashSet<>();
    List<String> clients = new ArrayList<>();
    String directory = "";
    KeyAlgorithm algorithm = KeyAlgorithm.EC;
    for (Change change : plan.changes()) {
      for (Edit edit : change.edits()) {
        if (edit instanceof Edit.Mint mint) {
          if (mint.made() instanceof Made.Key key) {
            algorithm = key.algorithm();
          } else if (mint.made() instanceof Made.Certificate made) {
            names.addAll(made.names());
            if (made.purpose() == Purpose.CLIENT) {
              clients.add(made.name());
            }
            if (made.purpose() == Purpose.AUTHORITY) {
              directory = made.key().substring(0, made.key().lastIndexOf('/'));
            }
          }
        }
      }
    }
    return new TlsWishes(List.copyOf(names), clients, directory, algorithm);
  }

  /** True for a word that can name a client: it becomes a directory and a common name. */
  public static boolean isClient(String word) {
    return word.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  }

  /** True for a host name (RFC 1123) or an address. */
  public static boolean isName(String word) {
    return AddressText.parse(word).isPresent()
        || (word.length() <= 253
            && !word.matches("[0-9.]+")
            && word.matches(
                "(\\*\\.)?[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
                    + "(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*"));
  }
}
