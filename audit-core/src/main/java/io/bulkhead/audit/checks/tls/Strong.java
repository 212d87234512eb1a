package io.bulkhead.audit.checks.tls;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.snapshot.Certificate;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.TlsMaterial;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Whether keys and signatures resist being computed (NIST SP 800-57 part 1, 112 bits). */
final class Strong {
  private static final int RSA = 2048;
  private static final Set<String> CURVES = Set.of("P-224", "P-256", "P-384", "P-521");

  private Strong() {}

  static List<Ground> judge(HostSnapshot host, TlsMaterial tls) {
    return TlsCheck.all(tls).stream().flatMap(Strong::judge).toList();
  }

  private static Stream<Ground> judge(Certificate one) {
    Evidence key = TlsCheck.evidence(one, one.key().toString());
    Evidence signature = TlsCheck.evidence(one, one.signature());
    // nobody relies on the signature of a root on itself
    boolean root = one.authority() && one.subject().equals(one.issuer());
    Ground signed =
        root || !weak(one.signature())
            ? Grounds.pass(one.path(), "is signed with " + one.signature(), signature)
            : Grounds.fail(
                one.path(),
                "is signed with " + one.signature() + ", which can be forged; clients refuse it",
                signature);
    return Stream.of(key(one, key), signed);
  }

  private static Ground key(Certificate one, Evidence evidence) {
    Certificate.KeyKind kind = one.key();
    return switch (kind.algorithm()) {
      case "RSA" ->
          kind.bits() < RSA
              ? Grounds.fail(
                  one.path(),
                  kind + " is too short, at least " + RSA + " bits are needed",
                  evidence)
              : Grounds.pass(one.path(), "has a key of " + kind, evidence);
      case "EC" ->
          CURVES.contains(kind.curve())
              ? Grounds.pass(one.path(), "has a key of " + kind, evidence)
              : Grounds.fail(
                  one.path(), kind + " is a curve that the engine cannot use or is weak", evidence);
      case "Ed25519" -> Grounds.pass(one.path(), "has a key of " + kind, evidence);
      case "DSA" -> Grounds.fail(one.path(), "has a DSA key, which TLS gave up", evidence);
      default ->
          Grounds.undetermined(one.path(), "has a key of an unknown kind: " + kind, evidence);
    };
  }

  private static boolean weak(String signature) {
    String plain = signature.toUpperCase(Locale.ROOT).replace("-", "");
    return plain.contains("SHA1") || plain.contains("MD5") || plain.contains("MD2");
  }
}
