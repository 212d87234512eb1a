package io.bulkhead.daemon.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.FakeHostFiles;
import io.bulkhead.audit.snapshot.TlsMaterial;
import io.bulkhead.daemon.tls.Minter.Issuer;
import io.bulkhead.daemon.tls.Minter.Request;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class TlsFilesTest {
  private static final String DIR = "/etc/docker/tls";
  private static final Minter MINTER = new Minter(Clock.systemUTC(), new SecureRandom());

  private final FakeHostFiles files = new FakeHostFiles();
  private final byte[] caKey = MINTER.key(KeyAlgorithm.EC);
  private final byte[] ca =
      MINTER.authority(new Request(Purpose.AUTHORITY, "CA", List.of(), 100), caKey);
  private final byte[] key = MINTER.key(KeyAlgorithm.EC);

  TlsFilesTest() throws TlsProblem {
    put(DIR + "/ca.pem", ca);
    put(DIR + "/cert.pem", leaf(Purpose.SERVER, "web", key));
    put(DIR + "/key.pem", key);
  }

  private byte[] leaf(Purpose purpose, String name, byte[] own) throws TlsProblem {
    return MINTER.leaf(new Request(purpose, name, List.of(), 50), own, new Issuer(ca, caKey));
  }

  private void put(String path, byte[] text) {
    files.put(path, text);
  }

  private TlsMaterial look() {
    return new TlsFiles(files).look(DIR + "/ca.pem", DIR + "/cert.pem", DIR + "/key.pem");
  }

  @Test
  void good_material_is_seen_and_no_key_of_the_authority_is_found() {
    TlsMaterial tls = look();
    assertThat(tls.server().seen().orElseThrow().subject()).isEqualTo("CN=web");
    assertThat(tls.key().seen().orElseThrow().matches()).isTrue();
    assertThat(tls.authorityKeys().seen().orElseThrow()).isEmpty();
    assertThat(tls.clients().seen().orElseThrow()).isEmpty();
    assertThat(tls.toString()).doesNotContain("PRIVATE");
  }

  @Test
  void the_authoritys_key_is_found_by_what_it_is_and_not_by_its_name() {
    put(DIR + "/holiday.txt", caKey);
    put(DIR + "/ca/k", caKey);
    assertThat(look().authorityKeys().seen().orElseThrow())
        .containsExactly(DIR + "/holiday.txt", DIR + "/ca/k");
  }

  @Test
  void clients_are_listed_with_their_keys() throws TlsProblem {
    byte[] own = MINTER.key(KeyAlgorithm.EC);
    put(DIR + "/clients/alice/cert.pem", leaf(Purpose.CLIENT, "alice", own));
    put(DIR + "/clients/alice/key.pem", own);
    put(DIR + "/clients/bob/cert.pem", leaf(Purpose.CLIENT, "bob", own));
    assertThat(look().clients().seen().orElseThrow())
        .extracting(c -> c.name() + " " + c.keyHere())
        .containsExactly("alice true", "bob false");
  }

  @Test
  void a_missing_or_broken_file_is_unreadable_and_never_absent() {
    put(DIR + "/cert.pem", "junk".getBytes(StandardCharsets.US_ASCII));
    TlsMaterial tls = new TlsFiles(files).look(DIR + "/ca.pem", DIR + "/cert.pem", DIR + "/no");
    assertThat(tls.server())
        .hasToString(
            "Unreadable[origin=Origin[source=/etc/docker/tls/cert.pem, strength=OBSERVED],"
                + " reason=no certificate in PEM form is in it]");
    assertThat(tls.key().toString()).contains("there is no such file");
  }
}
