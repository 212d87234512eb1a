package io.bulkhead.daemon.tls;

import java.util.Locale;

/** What a certificate is for. */
public enum Purpose {
  /** Signs certificates of the other two. */
  AUTHORITY,
  /** Proves that this is the engine. */
  SERVER,
  /** Lets a client in; whoever holds its key is root on the host. */
  CLIENT;

  /** In words, lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
