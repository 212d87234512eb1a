package io.bulkhead.kernel.software;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.FakeHostFiles;
import io.bulkhead.audit.snapshot.FileKind;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.Md5;
import io.bulkhead.audit.snapshot.Packages;
import io.bulkhead.audit.snapshot.Packages.Installed;
import io.bulkhead.audit.snapshot.Reading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class DpkgTest {
  private static final String INFO = "/var/lib/dpkg/info/";
  private static final String STATUS =
      """
      Package: base-files
      Status: install ok installed
      Version: 12.4
      Architecture: amd64

      Package: docker.io
      Status: install ok installed
      Architecture: amd64
      Source: docker.io (20.10.24+dfsg1-1+deb12u1)
      Version: 20.10.24+dfsg1-1+deb12u1+b6

      Package: runc
      Status: deinstall ok config-files
      Architecture: amd64
      Version: 1.0-1

      Package: engines-of-ours
      Status: install ok installed
      Architecture: amd64
      Version: 7
      """;

  private static FakeHostFiles host() {
    return new FakeHostFiles()
        .put("/var/lib/dpkg/status", STATUS)
        .directory(INFO)
        .put(INFO + "docker.io.list", "/.\n/usr/sbin/dockerd\n")
        .put(INFO + "docker.io.md5sums", sum("engine") + "  usr/sbin/dockerd\n")
        .put(INFO + "engines-of-ours.list", "/opt\n/usr/local/bin/ctr\n")
        .put(INFO + "engines-of-ours.md5sums", sum("ctr") + "  usr/local/bin/ctr\n")
        .put("/usr/sbin/dockerd", "engine")
        .put("/usr/local/bin/ctr", "ctr")
        .put("/usr/local/bin/runc", "runc");
  }

  private static String sum(String text) {
    return Md5.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Packages read(FakeHostFiles files, String... programs) {
    return new Dpkg(files).read(Set.of(programs)).seen().orElseThrow();
  }

  private static FileStat stat(String path, long changed) {
    return new FileStat(
        path, path, FileKind.REGULAR, 0755, 0, 0, "root", "root", 1, 6, 0, changed, List.of());
  }

  @Test
  void the_owner_its_source_and_what_nobody_owns_are_found() {
    Packages packages =
        read(host(), "/usr/sbin/dockerd", "/usr/local/bin/runc", "/usr/local/bin/ctr");
    assertThat(packages.installed())
        .extracting(Installed::name, Installed::source, Installed::sourceVersion)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "docker.io", "docker.io", "20.10.24+dfsg1-1+deb12u1"),
            org.assertj.core.groups.Tuple.tuple("engines-of-ours", "engines-of-ours", "7"));
    assertThat(packages.unowned()).containsExactly("/usr/local/bin/runc");
  }

  @Test
  void another_content_is_altered_and_the_same_is_not() {
    FakeHostFiles files =
        host().stat(stat("/usr/sbin/dockerd", 2000)).stat(stat(INFO + "docker.io.list", 1000));
    assertThat(read(files, "/usr/sbin/dockerd").installed().get(0).altered().seen())
        .contains(List.of());
    files.put("/usr/sbin/dockerd", "other").stat(stat("/usr/sbin/dockerd", 2000));
    assertThat(read(files, "/usr/sbin/dockerd").installed().get(0).altered().seen())
        .contains(List.of("/usr/sbin/dockerd"));
  }

  @Test
  void a_program_without_a_checksum_is_not_called_unaltered() {
    FakeHostFiles files = host().put(INFO + "docker.io.md5sums", "");
    assertThat(read(files, "/usr/sbin/dockerd").installed().get(0).altered())
        .isInstanceOf(Reading.Unreadable.class);
    files.remove(INFO + "docker.io.md5sums");
    assertThat(read(files, "/usr/sbin/dockerd").installed().get(0).altered())
        .isInstanceOf(Reading.Absent.class);
  }

  @Test
  void a_link_to_the_packages_own_program_is_as_good_and_one_elsewhere_is_altered() {
    FakeHostFiles files =
        host()
            .put(INFO + "docker.io.list", "/usr/sbin/dockerd\n/usr/bin/dockerd\n")
            .putLink("/usr/bin/dockerd", "../sbin/dockerd");
    FileStat led =
        new FileStat(
            "/usr/bin/dockerd",
            "/usr/sbin/dockerd",
            FileKind.REGULAR,
            0755,
            0,
            0,
            "root",
            "root",
            1,
            6,
            0,
            0,
            List.of());
    files.stat(led);
    assertThat(altered(files)).contains(List.of());
    files.stat(
        new FileStat(
            "/usr/bin/dockerd",
            "/tmp/evil",
            FileKind.REGULAR,
            0755,
            0,
            0,
            "root",
            "root",
            1,
            6,
            0,
            0,
            List.of()));
    assertThat(altered(files)).contains(List.of("/usr/bin/dockerd"));
  }

  private static java.util.Optional<List<String>> altered(FakeHostFiles files) {
    return read(files, "/usr/sbin/dockerd", "/usr/bin/dockerd").installed().get(0).altered().seen();
  }

  @Test
  void the_changelog_gives_the_holes_it_names() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(
          "  * Fix CVE-2024-41110: Authz\n  * CVE-2019-5736, CVE-2024-41110\n"
              .getBytes(StandardCharsets.UTF_8));
    }
    FakeHostFiles files =
        host().put("/usr/share/doc/docker.io/changelog.Debian.gz", packed.toByteArray());
    assertThat(read(files, "/usr/sbin/dockerd").installed().get(0).fixes().seen())
        .contains(List.of("CVE-2019-5736", "CVE-2024-41110"));
    assertThat(read(host(), "/usr/sbin/dockerd").installed().get(0).fixes())
        .isInstanceOf(Reading.Absent.class);
    files.put("/usr/share/doc/docker.io/changelog.Debian.gz", "not gzip");
    assertThat(read(files, "/usr/sbin/dockerd").installed().get(0).fixes())
        .isInstanceOf(Reading.Unreadable.class);
  }

  @Test
  void a_host_without_dpkg_has_no_packages() {
    assertThat(new Dpkg(new FakeHostFiles()).read(Set.of("/usr/bin/docker")))
        .isInstanceOf(Reading.Absent.class);
  }
}
