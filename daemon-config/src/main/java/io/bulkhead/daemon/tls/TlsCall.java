package io.bulkhead.daemon.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.bouncycastle.cert.X509CertificateHolder;

/** Asks an engine on TCP for a sign of life, as one kind of client or another. */
public final class TlsCall {
  private static final int CONNECT = 5_000;
  private static final int READ = 10_000;
  private static final int LINE = 256;

  private final String host;
  private final int port;

  /**
   * @param host name or address, as it has to stand in the server's certificate
   */
  public TlsCall(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /**
   * A client's certificate with its key, both PEM.
   *
   * @param certificate the first one counts
   */
  public record Identity(byte[] certificate, byte[] key) {}

  /**
   * What came back.
   *
   * @param letIn the engine obeyed
   * @param says the status line, or why there was none
   */
  public record Answer(boolean letIn, String says) {}

  /** Without TLS. */
  public Answer plain() {
    try (Socket socket = connect()) {
      return ping(socket);
    } catch (IOException e) {
      return new Answer(false, String.valueOf(e.getMessage()));
    }
  }

  /**
   * With TLS, checking the server's name and signature.
   *
   * @param authorities PEM of those that may have signed the server's certificate
   * @param identity the client's; none for a client without one
   * @throws TlsProblem if one of the texts cannot be used
   */
  public Answer secure(byte[] authorities, Optional<Identity> identity) throws TlsProblem {
    SSLContext context = context(authorities, identity);
    try (Socket plain = connect();
        SSLSocket socket =
            (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      // with TLS 1.3 a refusal comes with the first answer only
      return ping(socket);
    } catch (IOException e) {
      return new Answer(false, String.valueOf(e.getMessage()));
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(READ);
    socket.connect(new InetSocketAddress(host, port), CONNECT);
    return socket;
  }

  private static Answer ping(Socket socket) throws IOException {
    socket
        .getOutputStream()
        .write(
            "GET /_ping HTTP/1.1\r\nHost: engine\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    StringBuilder line = new StringBuilder();
    InputStream in = socket.getInputStream();
    for (int c = in.read(); c >= 0 && c != '\n' && line.length() < LINE; c = in.read()) {
      line.append((char) c);
    }
    String status = line.toString().strip();
    return new Answer(
        status.matches("HTTP/1\\.[01] 200 .*"), status.isEmpty() ? "no answer" : status);
  }

  private static SSLContext context(byte[] authorities, Optional<Identity> identity)
      throws TlsProblem {
    List<X509Certificate> trusted = certificates(authorities);
    Optional<Known> client = Optional.empty();
    if (identity.isPresent()) {
      client =
          Optional.of(
              new Known(
                  Pem.usable(Pem.key(identity.get().key())),
                  certificates(identity.get().certificate())));
    }
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (X509Certificate one : trusted) {
        store.setCertificateEntry("ca-" + store.size(), one);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManager[] keys = client.stream().map(Always::new).toArray(KeyManager[]::new);
      TrustManager[] managers = trust.getTrustManagers();
      context.init(keys, managers, new SecureRandom());
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new TlsProblem("a handshake with these certificates cannot be tried here");
    }
  }

  private static List<X509Certificate> certificates(byte[] text) throws TlsProblem {
    List<X509Certificate> found = new ArrayList<>();
    try {
      CertificateFactory x509 = CertificateFactory.getInstance("X.509");
      for (X509CertificateHolder one : Pem.certificates(text)) {
        found.add(
            (X509Certificate) x509.generateCertificate(new ByteArrayInputStream(one.getEncoded())));
      }
      return found;
    } catch (GeneralSecurityException | IOException e) {
      throw new TlsProblem("a certificate in it is broken");
    }
  }

  private record Known(PrivateKey key, List<X509Certificate> chain) {}

  /**
   * Shows its certificate whichever authorities the server asks for: a foreign one must be tried.
   */
  private static final class Always extends X509ExtendedKeyManager {
    private static final String ALIAS = "client";
    private final Known client;

    Always(Known client) {
      this.client = client;
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
      return new String[] {ALIAS};
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
      return ALIAS;
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
      return new String[0];
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
      return ALIAS;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return client.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return client.key();
    }
  }
}
