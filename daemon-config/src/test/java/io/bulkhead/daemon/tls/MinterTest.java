package io.bulkhead.daemon.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulkhead.audit.snapshot.Certificate;
import io.bulkhead.audit.snapshot.Certificate.KeyKind;
import io.bulkhead.audit.snapshot.Certificate.Trust;
import io.bulkhead.daemon.tls.Minter.Issuer;
import io.bulkhead.daemon.tls.Minter.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MinterTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final Minter MINTER = at(NOW);
  private static final List<String> NAMES =
      List.of("web-03", "localhost", "192.0.2.10", "2001:db8::10", "::1");

  private static Minter at(Instant now) {
    return new Minter(Clock.fixed(now, ZoneOffset.UTC), new SecureRandom());
  }

  private record Pair(byte[] key, byte[] certificate) {}

  private static Pair authority(KeyAlgorithm algorithm) throws TlsProblem {
    byte[] key = MINTER.key(algorithm);
    return new Pair(
        key, MINTER.authority(new Request(Purpose.AUTHORITY, "Test CA", List.of(), 1825), key));
  }

  private static Pair leaf(KeyAlgorithm algorithm, Request request, Pair signer) throws TlsProblem {
    byte[] key = MINTER.key(algorithm);
    return new Pair(key, MINTER.leaf(request, key, new Issuer(signer.certificate(), signer.key())));
  }

  private static Request server(String... names) {
    return new Request(Purpose.SERVER, "web-03", List.of(names), 397);
  }

  private static Certificate seen(Pair pair, Pair signer) throws TlsProblem {
    return Inspector.certificates("/x.pem", pair.certificate(), signer.certificate()).get(0);
  }

  @ParameterizedTest
  @EnumSource(KeyAlgorithm.class)
  void a_servers_certificate_says_what_was_asked_for(KeyAlgorithm algorithm) throws Exception {
    Pair ca = authority(algorithm);
    Pair leaf = leaf(algorithm, server(NAMES.toArray(String[]::new)), ca);
    Certificate seen = seen(leaf, ca);
    assertThat(seen.subject()).isEqualTo("CN=web-03");
    assertThat(seen.issuer()).isEqualTo("CN=Test CA");
    assertThat(seen.names())
        .containsExactly(
            "DNS:localhost", "DNS:web-03", "IP:192.0.2.10", "IP:2001:db8::10", "IP:::1");
    assertThat(seen.usages()).containsExactly("serverAuth");
    assertThat(seen.authority()).isFalse();
    assertThat(seen.trust()).isEqualTo(Trust.SIGNED);
    assertThat(seen.key())
        .isEqualTo(
            algorithm == KeyAlgorithm.EC
                ? new KeyKind("EC", 256, "P-256")
                : new KeyKind("RSA", 3072, ""));
    assertThat(seen.signature()).startsWith("SHA256");
    assertThat(seen.notBeforeEpochMillis()).isLessThan(NOW.toEpochMilli());
    assertThat(Instant.ofEpochMilli(seen.notAfterEpochMillis()))
        .isEqualTo(NOW.plus(Duration.ofDays(397)));
    assertThat(Inspector.pair(leaf.key(), leaf.certificate())).isTrue();
    assertThat(Inspector.pair(ca.key(), leaf.certificate())).isFalse();
  }

  /** Java's own path validation, which knows nothing of ours. */
  @Test
  void another_implementation_accepts_the_chain() throws Exception {
    Pair ca = authority(KeyAlgorithm.EC);
    Pair leaf = leaf(KeyAlgorithm.EC, new Request(Purpose.CLIENT, "alice", List.of(), 397), ca);
    CertificateFactory x509 = CertificateFactory.getInstance("X.509");
    X509Certificate root = read(x509, ca.certificate());
    X509Certificate client = read(x509, leaf.certificate());
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(NOW));
    CertPathValidator.getInstance("PKIX")
        .validate(x509.generateCertPath(List.of(client)), parameters);
    assertThat(root.getBasicConstraints()).isZero();
    assertThat(root.getKeyUsage()[5]).as("keyCertSign").isTrue();
    assertThat(client.getBasicConstraints()).isEqualTo(-1);
    assertThat(client.getKeyUsage()[0]).as("digitalSignature").isTrue();
    assertThat(client.getKeyUsage()[5]).as("keyCertSign").isFalse();
    assertThat(client.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
  }

  private static X509Certificate read(CertificateFactory x509, byte[] pem) throws Exception {
    return (X509Certificate) x509.generateCertificate(new ByteArrayInputStream(pem));
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 20);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void every_name_asked_for_stands_in_the_certificate(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Pair ca = authority(KeyAlgorithm.EC);
    java.util.TreeSet<String> wanted = new java.util.TreeSet<>();
    List<String> names = new java.util.ArrayList<>();
    for (int i = random.nextInt(1, 12); i > 0; i--) {
      if (random.nextBoolean()) {
        String name = "h" + random.nextInt(1000) + (random.nextBoolean() ? "" : ".example.org");
        names.add(name);
        wanted.add("DNS:" + name);
      } else {
        byte[] octets = new byte[random.nextBoolean() ? 4 : 16];
        for (int b = 0; b < octets.length; b++) {
          octets[b] = (byte) (random.nextInt(3) == 0 ? 0 : random.nextInt(256));
        }
        octets[0] = 32;
        String address = AddressText.of(java.net.InetAddress.getByAddress(octets));
        names.add(address);
        wanted.add("IP:" + address);
      }
    }
    Pair leaf = leaf(KeyAlgorithm.EC, server(names.toArray(String[]::new)), ca);
    assertThat(Set.copyOf(seen(leaf, ca).names())).isEqualTo(wanted);
  }

  @Test
  void serials_and_keys_are_never_the_same() throws Exception {
    Pair ca = authority(KeyAlgorithm.EC);
    Certificate one = seen(leaf(KeyAlgorithm.EC, server("a"), ca), ca);
    Certificate two = seen(leaf(KeyAlgorithm.EC, server("a"), ca), ca);
    assertThat(one.serial()).isNotEqualTo(two.serial()).hasSize(40);
    assertThat(MINTER.key(KeyAlgorithm.EC)).isNotEqualTo(MINTER.key(KeyAlgorithm.EC));
  }

  @Test
  void nothing_is_valid_longer_than_its_authority() throws Exception {
    byte[] key = MINTER.key(KeyAlgorithm.EC);
    Pair ca =
        new Pair(key, MINTER.authority(new Request(Purpose.AUTHORITY, "CA", List.of(), 100), key));
    assertThat(seen(leaf(KeyAlgorithm.EC, server("a"), ca), ca).notAfterEpochMillis())
        .isEqualTo(seen(ca, ca).notAfterEpochMillis());
    assertThatThrownBy(
            () ->
                at(NOW.plus(Duration.ofDays(101)))
                    .leaf(server("a"), key, new Issuer(ca.certificate(), ca.key())))
        .isInstanceOf(TlsProblem.class)
        .hasMessage("the authority CN=CA expired; make a new one");
  }

  @Test
  void a_key_that_is_not_the_authoritys_signs_nothing() throws Exception {
    Pair ca = authority(KeyAlgorithm.EC);
    Pair other = authority(KeyAlgorithm.EC);
    assertThatThrownBy(
            () -> leaf(KeyAlgorithm.EC, server("a"), new Pair(other.key(), ca.certificate())))
        .isInstanceOf(TlsProblem.class)
        .hasMessage("the key is not that of the authority CN=Test CA");
    Pair leaf = leaf(KeyAlgorithm.EC, server("a"), ca);
    assertThatThrownBy(() -> leaf(KeyAlgorithm.EC, server("b"), leaf))
        .hasMessage("CN=web-03 is no certificate authority");
  }

  @Test
  void an_unrelated_signature_is_seen_whatever_the_names_say() throws Exception {
    Pair ca = authority(KeyAlgorithm.EC);
    Pair namesake = authority(KeyAlgorithm.EC);
    Pair leaf = leaf(KeyAlgorithm.EC, server("a"), ca);
    assertThat(seen(leaf, namesake).trust()).isEqualTo(Trust.FOREIGN);
  }

  @Test
  void broken_texts_are_one_sentence_and_quote_nothing() throws Exception {
    byte[] secret = MINTER.key(KeyAlgorithm.EC);
    byte[] cut = java.util.Arrays.copyOf(secret, secret.length / 2);
    for (byte[] text : List.of(new byte[0], "junk".getBytes(StandardCharsets.US_ASCII), cut)) {
      assertThatThrownBy(() -> Inspector.key(text))
          .isInstanceOf(TlsProblem.class)
          .message()
          .hasSizeLessThan(80)
          .doesNotContain("MI");
      assertThatThrownBy(() -> Inspector.certificates("/x", text, text))
          .isInstanceOf(TlsProblem.class);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void no_bytes_make_the_reader_throw_anything_else(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Pair ca = authority(KeyAlgorithm.EC);
    for (int round = 0; round < 25; round++) {
      byte[] text = (random.nextBoolean() ? ca.certificate() : ca.key()).clone();
      for (int i = random.nextInt(1, 20); i > 0; i--) {
        text[random.nextInt(text.length)] = (byte) random.nextInt(256);
      }
      try {
        Inspector.certificates("/x", text, ca.certificate());
        Inspector.pair(text, ca.certificate());
      } catch (TlsProblem expected) {
        assertThat(expected).hasMessageNotContaining("Exception");
      }
    }
  }

  @Test
  void keys_of_other_tools_are_understood(@TempDir Path directory) throws IOException {
    // openssl ecparam -genkey -name secp256k1 -noout (SEC 1), a curve that TLS of the engine lacks
    String body =
        java.util.Base64.getEncoder()
            .encodeToString(
                HexFormat.of().parseHex("302e0201010420" + "11".repeat(32) + "a00706052b8104000a"));
    String sec1 =
        """
        -----BEGIN EC PRIVATE KEY-----
        %s
        -----END EC PRIVATE KEY-----
        """
            .formatted(body);
    Path file = Files.writeString(directory.resolve("k.pem"), sec1);
    assertThat(kind(Files.readAllBytes(file))).isEqualTo(new KeyKind("EC", 256, "secp256k1"));
    String encrypted =
        """
        -----BEGIN RSA PRIVATE KEY-----
        Proc-Type: 4,ENCRYPTED
        DEK-Info: AES-128-CBC,00

        AAAA
        -----END RSA PRIVATE KEY-----
        """;
    assertThatThrownBy(() -> Inspector.key(encrypted.getBytes(StandardCharsets.US_ASCII)))
        .hasMessage("the key is encrypted, which the engine cannot read");
  }

  private static KeyKind kind(byte[] text) {
    try {
      return Inspector.key(text);
    } catch (TlsProblem e) {
      throw new AssertionError(e);
    }
  }
}
