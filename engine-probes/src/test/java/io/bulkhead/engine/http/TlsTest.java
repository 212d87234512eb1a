package io.bulkhead.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bulkhead.engine.endpoint.Endpoint;
import io.bulkhead.engine.endpoint.Endpoint.Tls;
import io.bulkhead.engine.http.EngineCallException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class TlsTest {
  @TempDir Path directory;
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private void serve(TestCertificates certificates) throws Exception {
    char[] none = new char[0];
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    own.setKeyEntry(
        "engine",
        certificates.engine.keys().getPrivate(),
        none,
        new Certificate[] {certificates.engine.certificate()});
    own.setCertificateEntry("ca", certificates.authority.certificate());
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, none);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", certificates.authority.certificate());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    SSLServerSocket tls =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    tls.setNeedClientAuth(true);
    server.close();
    server = tls;
    serve(tls);
  }

  private void serve(ServerSocket listening) {
    Thread thread =
        new Thread(
            () -> {
              while (true) {
                try (Socket client = listening.accept()) {
                  client.getInputStream().readNBytes(10);
                  client
                      .getOutputStream()
                      .write(
                          "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{\"yes\":true}"
                              .getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                  if (listening.isClosed()) {
                    return;
                  }
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private Endpoint endpoint(String host, Tls tls) {
    return new Endpoint("tcp://" + host + ":" + server.getLocalPort(), "test", tls);
  }

  private static EngineCallException failure(Endpoint endpoint) {
    try (EngineHttp http =
        new EngineHttp(endpoint, EngineHttp.Limits.within(Duration.ofSeconds(2)))) {
      return catchThrowableOfType(EngineCallException.class, () -> http.get("/version"));
    }
  }

  private static boolean answers(Endpoint endpoint) throws EngineCallException {
    try (EngineHttp http = new EngineHttp(endpoint)) {
      return http.get("/version").path("yes").booleanValue();
    }
  }

  private Tls material(TestCertificates certificates, boolean traditional) throws IOException {
    Path key = directory.resolve("key.pem");
    if (traditional) {
      TestCertificates.traditional(key, certificates.client.keys().getPrivate());
      assertThat(key).content().containsPattern("BEGIN (RSA|EC) PRIVATE KEY");
    } else {
      TestCertificates.pkcs8(key, certificates.client.keys().getPrivate());
    }
    return new Tls(
        true,
        true,
        TestCertificates.pem(directory.resolve("ca.pem"), certificates.authority.certificate())
            .toString(),
        TestCertificates.pem(directory.resolve("cert.pem"), certificates.client.certificate())
            .toString(),
        key.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void a_client_certificate_opens_the_engine_whatever_form_its_key_has(String algorithm)
      throws Exception {
    TestCertificates certificates = new TestCertificates(algorithm);
    serve(certificates);
    assertThat(answers(endpoint("localhost", material(certificates, false)))).isTrue();
    assertThat(answers(endpoint("localhost", material(certificates, true)))).isTrue();
  }

  @Test
  void an_engine_with_another_name_in_its_certificate_is_refused() throws Exception {
    TestCertificates certificates = new TestCertificates("EC");
    serve(certificates);
    EngineCallException failure = failure(endpoint("127.0.0.1", material(certificates, false)));
    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure).hasMessageContaining("no TLS connection to tcp://127.0.0.1");
  }

  @Test
  void verification_can_be_off_as_a_context_may_say() throws Exception {
    TestCertificates certificates = new TestCertificates("EC");
    serve(certificates);
    Tls strict = material(certificates, false);
    Tls lax = new Tls(true, false, "", strict.cert(), strict.key());
    assertThat(answers(endpoint("127.0.0.1", lax))).isTrue();
  }

  @Test
  void an_unknown_authority_is_refused() throws Exception {
    TestCertificates certificates = new TestCertificates("EC");
    serve(certificates);
    Tls material = material(certificates, false);
    TestCertificates.pem(
        directory.resolve("ca.pem"), new TestCertificates("EC").authority.certificate());
    assertThat(failure(endpoint("localhost", material)).kind()).isEqualTo(Kind.UNREACHABLE);
  }

  @Test
  void without_a_client_certificate_the_engine_refuses() throws Exception {
    TestCertificates certificates = new TestCertificates("EC");
    serve(certificates);
    Tls material = material(certificates, false);
    Tls anonymous = new Tls(true, true, material.ca(), "", "");
    assertThat(failure(endpoint("localhost", anonymous)).kind()).isEqualTo(Kind.UNREACHABLE);
  }

  @Test
  void missing_damaged_and_encrypted_material_is_named() throws Exception {
    serve(server);
    TestCertificates certificates = new TestCertificates("EC");
    Tls good = material(certificates, false);
    Tls noKey = new Tls(true, true, good.ca(), good.cert(), "/nowhere/key.pem");
    assertThat(failure(endpoint("localhost", noKey)))
        .hasMessage("there is no TLS file '/nowhere/key.pem'");
    Files.writeString(Path.of(good.key()), "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAA==\n-----END");
    assertThat(failure(endpoint("localhost", good))).hasMessageContaining("is encrypted");
    Files.writeString(Path.of(good.key()), "nothing");
    assertThat(failure(endpoint("localhost", good))).hasMessageContaining("no private key in");
    TestCertificates.pkcs8(Path.of(good.key()), certificates.client.keys().getPrivate());
    Files.writeString(Path.of(good.ca()), "nothing");
    assertThat(failure(endpoint("localhost", good))).message().contains("ca.pem");
  }

  @Test
  void a_plain_port_is_asked_without_tls_and_tells_when_it_is_spoken_to_with_it() throws Exception {
    serve(server);
    assertThat(answers(endpoint("localhost", Tls.OFF))).isTrue();
    EngineCallException failure = failure(endpoint("localhost", new Tls(true, true, "", "", "")));
    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure).hasMessageContaining("no TLS connection");
  }

  @Test
  void a_silent_port_is_given_up_in_time() throws Exception {
    assertThat(failure(endpoint("localhost", Tls.OFF)).kind()).isEqualTo(Kind.TIMEOUT);
    assertThat(failure(endpoint("localhost", new Tls(true, true, "", "", ""))).kind())
        .isEqualTo(Kind.TIMEOUT);
  }

  @Test
  void a_closed_port_and_an_unknown_host_are_sentences() throws Exception {
    server.close();
    assertThat(failure(endpoint("127.0.0.1", Tls.OFF)))
        .hasMessageStartingWith("no connection to tcp://127.0.0.1:");
    assertThat(failure(new Endpoint("tcp://no-such-host.invalid:2375", "test", Tls.OFF)))
        .hasMessage("host no-such-host.invalid cannot be found");
  }
}
