package io.bulkhead.engine.http;

import io.bulkhead.engine.endpoint.Endpoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** TLS as the docker CLI speaks it: own authority, client certificate and key from PEM files. */
final class TlsMaterial {
  private static final char[] NO_PASSWORD = new char[0];

  private TlsMaterial() {}

  /** The material cannot be used; the message is one sentence. */
  static final class Unusable extends IOException {
    private static final long serialVersionUID = 1L;

    Unusable(String sentence) {
      super(sentence);
    }
  }

  static SSLContext context(Endpoint.Tls tls) throws IOException {
    KeyManager @Nullable [] keys = null;
    if (!tls.cert().isEmpty() || !tls.key().isEmpty()) {
      keys = clientKeys(tls);
    }
    TrustManager @Nullable [] trust = null;
    if (!tls.verify()) {
      trust = new TrustManager[] {new TrustAnybody()};
    } else if (!tls.ca().isEmpty()) {
      trust = authorities(tls.ca());
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new Unusable("TLS cannot be set up: " + e.getMessage());
    }
  }

  private static KeyManager[] clientKeys(Endpoint.Tls tls) throws IOException {
    Collection<? extends Certificate> chain = certificates(tls.cert());
    try {
      KeyStore store = emptyStore();
      store.setKeyEntry(
          "client",
          PemKey.read(tls.key(), bytes(tls.key())),
          NO_PASSWORD,
          chain.toArray(new Certificate[0]));
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, NO_PASSWORD);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException e) {
      throw new Unusable(
          "client certificate '" + tls.cert() + "' does not go with its key: " + e.getMessage());
    }
  }

  private static TrustManager[] authorities(String ca) throws IOException {
    try {
      KeyStore store = emptyStore();
      int number = 0;
      for (Certificate certificate : certificates(ca)) {
        store.setCertificateEntry("ca" + number++, certificate);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException e) {
      throw new Unusable("certificate authority '" + ca + "' cannot be used: " + e.getMessage());
    }
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(String path) throws IOException {
    try {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes(path)));
      if (found.isEmpty()) {
        throw new Unusable("no certificate in '" + path + "'");
      }
      return found;
    } catch (CertificateException e) {
      throw new Unusable("'" + path + "' is no PEM certificate");
    }
  }

  private static byte[] bytes(String path) throws IOException {
    try {
      return Files.readAllBytes(Path.of(path));
    } catch (NoSuchFileException e) {
      throw new Unusable("there is no TLS file '" + path + "'");
    } catch (IOException | InvalidPathException e) {
      throw new Unusable("TLS file '" + path + "' cannot be read");
    }
  }

  /** For an endpoint that says itself that certificates are not to be verified. */
  private static final class TrustAnybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
