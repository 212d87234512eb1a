package io.bulkhead.kernel.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Image;
import io.bulkhead.audit.snapshot.ImageFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.kernel.files.RootedFiles;
import io.bulkhead.kernel.view.HostView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerGathererTest {
  private static final String KEY = "-----BEGIN OPENSSH PRIVATE KEY-----\nxyz\n";

  @TempDir Path root;

  private Path put(String layer, String path, String text) throws IOException {
    Path file = root.resolve((layer + path).substring(1));
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private void setUid(String layer, String path) throws IOException {
    Path file = put(layer, path, "x");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setAttribute(file, "unix:mode", 04755);
  }

  private Image image(String... layersTopFirst) {
    return new Image(
        "sha256:" + "1".repeat(64),
        List.of("a:1"),
        List.of(),
        "",
        0,
        "",
        "",
        List.of(),
        List.of(),
        Reading.present(List.of(layersTopFirst), Origin.claimed("GET /images")),
        List.of());
  }

  private Reading<ImageFiles> look(Image image, int most) {
    SnapshotBuilder draft =
        new SnapshotBuilder().engine(EngineSample.debian13().images(image).build());
    new LayerGatherer(new HostView(new RootedFiles(Path.of("/"))), root, most).gather(draft);
    HostSnapshot host = draft.build();
    return host.files(image);
  }

  private ImageFiles files(String... layersTopFirst) {
    return look(image(layersTopFirst), 1000).seen().orElseThrow();
  }

  @Test
  void a_set_id_file_counts_unless_a_layer_above_replaces_it() throws IOException {
    setUid("/low", "/bin/su");
    setUid("/low", "/bin/mount");
    setUid("/low", "/opt/x/tool");
    put("/top", "/bin/su", "plain now");
    put("/top", "/opt/x", "a file where the directory was");
    assertThat(files("/top", "/low").setIds())
        .containsExactly(new ImageFiles.SetId("/bin/mount", "4755"));
    assertThat(files("/low").setIds()).hasSize(3);
  }

  @Test
  void a_credential_counts_also_when_a_layer_above_removes_it() throws IOException {
    put("/low", "/root/.ssh/id_rsa", KEY);
    put("/low", "/root/.aws/credentials", "[default]\naws_secret_access_key = x");
    put("/low", "/root/.npmrc", "registry=https://r.example");
    put("/low", "/usr/share/doc/x/examples/server.key", KEY);
    put("/low", "/etc/ssl/certs/ca.pem", "-----BEGIN CERTIFICATE-----");
    put("/top", "/root/.ssh", "not a directory any more");
    assertThat(files("/top", "/low").credentials())
        .containsExactly(
            new ImageFiles.Credential("/root/.aws/credentials", "credentials of AWS", false),
            new ImageFiles.Credential("/root/.ssh/id_rsa", "a private key", true));
  }

  @Test
  void accounts_distribution_and_tools_are_those_of_the_uppermost_layer() throws IOException {
    put("/low", "/etc/passwd", "root:x:0:0::/:/bin/sh\ntoor:x:0:0::/:/bin/sh\n");
    put("/low", "/etc/shadow", "root:*:1::::::\nguest::1::::::\n");
    put("/low", "/usr/lib/os-release", "ID=debian\nVERSION_ID=\"12\"\nPRETTY_NAME=Debian\n");
    put("/low", "/usr/bin/curl", "x");
    put("/top", "/etc/shadow", "root:*:1::::::\n");
    ImageFiles seen = files("/top", "/low");
    assertThat(seen.sharedUids()).containsExactly("0: root, toor");
    assertThat(seen.rootNames()).containsExactly("root", "toor");
    assertThat(seen.emptyPasswords()).isEmpty();
    assertThat(seen.tools()).containsExactly("/usr/bin/curl");
    assertThat(seen.os().seen()).contains(new HostSnapshot.Os("debian", "12", "Debian"));
    assertThat(files("/low").emptyPasswords()).containsExactly("guest");
    assertThat(files("/top").os()).isInstanceOf(Reading.Absent.class);
  }

  @Test
  void no_link_in_a_layer_is_followed() throws IOException {
    put("/outside", "/shadow", "evil::1::::::\n");
    Files.createDirectories(root.resolve("low"));
    Files.createSymbolicLink(root.resolve("low/etc"), root.resolve("outside"));
    Files.createSymbolicLink(root.resolve("low/loop"), Path.of("."));
    assertThat(files("/low").emptyPasswords()).isEmpty();
  }

  @Test
  void what_is_too_much_or_not_there_is_unreadable_and_says_so() throws IOException {
    put("/low", "/a", "x");
    put("/low", "/b", "x");
    assertThat(look(image("/low"), 1))
        .isEqualTo(
            Reading.unreadable(
                Origin.observed("layers of a:1"), "more than 1 files in the layers of all images"));
    assertThat(look(image("/gone"), 10).toString()).contains("is not here");
    assertThat(look(image("relative"), 10).toString()).contains("without a path");
  }
}
