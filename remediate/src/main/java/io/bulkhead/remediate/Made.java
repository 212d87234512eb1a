package io.bulkhead.remediate;

import io.bulkhead.daemon.tls.KeyAlgorithm;
import io.bulkhead.daemon.tls.Purpose;
import java.util.List;

/**
 * What a new file will hold that is made when the plan is applied, and not before: keys are random,
 * and a plan holds nothing secret. The recipe is part of the plan, the result is not.
 */
public sealed interface Made {
  /** Mode of the file. */
  int mode();

  /** True if the content must be kept nowhere but in the file. */
  boolean secret();

  /** In words. */
  String says();

  /** A private key. */
  record Key(KeyAlgorithm algorithm) implements Made {
    @Override
    public int mode() {
      return 0400;
    }

    @Override
    public boolean secret() {
      return true;
    }

    @Override
    public String says() {
      return "private key, " + (algorithm == KeyAlgorithm.EC ? "ECDSA P-256" : "RSA 3072");
    }
  }

  /**
   * A certificate.
   *
   * @param name common name
   * @param names host names and addresses; none but for a server
   * @param key path of its private key
   * @param signer who signs it; both paths empty for an authority, which signs itself
   */
  record Certificate(
      Purpose purpose, String name, List<String> names, int days, String key, Signer signer)
      implements Made {
    public Certificate {
      names = List.copyOf(names);
    }

    @Override
    public int mode() {
      return 0444;
    }

    @Override
    public boolean secret() {
      return false;
    }

    @Override
    public String says() {
      String who = "certificate of " + purpose.word() + " " + name + ", " + days + " days";
      String whose = names.isEmpty() ? "" : ", for " + String.join(" ", names);
      return signer.key().isEmpty()
          ? who + ", signed by itself"
          : who + whose + ", signed with " + signer.key();
    }
  }

  /**
   * An authority by its files.
   *
   * @param certificate path, empty for none
   * @param key path, empty for none
   */
  record Signer(String certificate, String key) {
    /** Nobody: an authority signs itself. */
    public static final Signer SELF = new Signer("", "");
  }

  /** The same as another file, old or new. */
  record Copy(String of) implements Made {
    @Override
    public int mode() {
      return 0444;
    }

    @Override
    public boolean secret() {
      return false;
    }

    @Override
    public String says() {
      return "copy of " + of;
    }
  }
}
