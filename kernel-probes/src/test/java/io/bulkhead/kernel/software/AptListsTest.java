package io.bulkhead.kernel.software;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.FakeHostFiles;
import io.bulkhead.audit.snapshot.Packages.Index;
import io.bulkhead.audit.snapshot.Reading;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AptListsTest {
  private static final String LISTS = "/var/lib/apt/lists";
  private static final String SECURITY =
      LISTS + "/deb.example_debian-security_dists_trixie-security";

  /** The head of a real one, shortened. */
  private static final String RELEASE =
      """
      -----BEGIN PGP SIGNED MESSAGE-----
      Hash: SHA256

      Origin: Debian
      Label: Debian-Security
      Suite: stable-security
      Codename: trixie-security
      Date: Wed, 25 Nov 2026 02:22:30 UTC
      SHA256:
       e3b0c442 0 main/Contents
      """;

  private static final String PACKAGES =
      """
      Package: runc
      Version: 1.1.15+ds1-2+deb13u1

      Package: golang-runc-dev
      Version: 9

      Package: runc
      Version: 1.1.15+ds1-2
      """;

  private static List<Index> read(FakeHostFiles files) {
    return new AptLists(files).read(List.of("runc", "docker.io")).seen().orElseThrow();
  }

  @Test
  void a_security_list_gives_its_date_and_the_versions_of_what_is_installed() {
    List<Index> indexes =
        read(
            new FakeHostFiles()
                .directory(LISTS)
                .put(SECURITY + "_InRelease", RELEASE)
                .put(SECURITY + "_main_binary-amd64_Packages", PACKAGES));
    assertThat(indexes)
        .singleElement()
        .satisfies(
            index -> {
              assertThat(index.origin()).isEqualTo("Debian-Security trixie-security");
              assertThat(index.date()).isEqualTo("2026-11-25");
              assertThat(index.security()).isTrue();
              assertThat(index.offered().seen())
                  .contains(Map.of("runc", List.of("1.1.15+ds1-2+deb13u1", "1.1.15+ds1-2")));
            });
  }

  @Test
  void another_list_is_not_read_through() {
    List<Index> indexes =
        read(
            new FakeHostFiles()
                .directory(LISTS)
                .put(
                    LISTS + "/deb.example_debian_dists_trixie_InRelease",
                    RELEASE.replace("-Security", "").replace("-security", ""))
                .put(
                    LISTS + "/deb.example_debian_dists_trixie_main_binary-amd64_Packages",
                    PACKAGES));
    assertThat(indexes)
        .singleElement()
        .satisfies(
            index -> {
              assertThat(index.security()).isFalse();
              assertThat(index.offered()).isInstanceOf(Reading.Absent.class);
            });
  }

  @Test
  void a_list_in_a_form_that_is_not_read_says_so() {
    List<Index> indexes =
        read(
            new FakeHostFiles()
                .directory(LISTS)
                .put(SECURITY + "_InRelease", RELEASE)
                .put(SECURITY + "_main_binary-amd64_Packages.lz4", "x"));
    assertThat(indexes)
        .singleElement()
        .satisfies(index -> assertThat(index.offered()).isInstanceOf(Reading.Unreadable.class));
  }

  @Test
  void a_date_that_is_none_is_empty() {
    assertThat(
            read(
                new FakeHostFiles()
                    .directory(LISTS)
                    .put(SECURITY + "_InRelease", RELEASE.replace("Wed, 25 Nov", "soon"))
                    .put(SECURITY + "_main_binary-amd64_Packages", PACKAGES)))
        .singleElement()
        .satisfies(index -> assertThat(index.date()).isEmpty());
  }
}
