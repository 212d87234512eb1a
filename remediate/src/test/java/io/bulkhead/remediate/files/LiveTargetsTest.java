package io.bulkhead.remediate.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.kernel.nativeaccess.NativeSys;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Targets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveTargetsTest {
  @TempDir Path root;
  private LiveTargets targets;
  private Path config;

  @BeforeEach
  void prepare() throws Exception {
    targets = new LiveTargets(NativeSys.load(), root);
    Files.createDirectories(root.resolve("etc/docker"));
    config = root.resolve("etc/docker/daemon.json");
    Files.writeString(config, "{}\n");
    Files.setAttribute(config, "unix:mode", 0640);
    Files.setAttribute(root, "unix:mode", 0755);
    Files.setAttribute(root.resolve("etc"), "unix:mode", 0755);
    Files.setAttribute(root.resolve("etc/docker"), "unix:mode", 0755);
  }

  private String refusal() {
    return String.valueOf(targets.file("/etc/docker/daemon.json").refusal());
  }

  @Test
  void a_plain_file_is_captured_with_all_that_must_come_back() {
    Targets.FileTarget target = targets.file("/etc/docker/daemon.json");

    assertThat(target.refusal()).isNull();
    assertThat(target.content()).isEqualTo("{}\n".getBytes(StandardCharsets.UTF_8));
    FileState.Regular state = (FileState.Regular) target.state();
    assertThat(state.attributes().mode()).isEqualTo(0640);
    assertThat(state.modified()).matches("\\d+\\.\\d{9}");
  }

  @Test
  void a_missing_file_can_be_created_also_below_a_missing_directory() {
    assertThat(targets.file("/etc/docker/new.json"))
        .satisfies(t -> assertThat(t.state()).isEqualTo(new FileState.Missing()))
        .satisfies(t -> assertThat(t.refusal()).isNull());
    assertThat(targets.file("/etc/none/at/all.json").refusal()).isNull();
    assertThat(targets.object("/etc/none").attributes()).isNull();
  }

  @Test
  void a_symbolic_link_is_refused_with_its_destination() throws Exception {
    Files.delete(config);
    Files.createSymbolicLink(config, Path.of("/srv/daemon.json"));
    assertThat(refusal()).contains("symbolic link to '/srv/daemon.json'");
    assertThat(targets.object("/etc/docker/daemon.json").refusal()).contains("symbolic link");

    Files.createSymbolicLink(root.resolve("etc/linked"), Path.of("docker"));
    assertThat(targets.file("/etc/linked/daemon.json").refusal())
        .contains("'/etc/linked' is a symbolic link to 'docker'");
  }

  @Test
  void a_hard_link_is_refused() throws Exception {
    Files.createLink(root.resolve("etc/other"), config);
    assertThat(refusal()).contains("2 hard links");
    assertThat(targets.object("/etc/docker/daemon.json").refusal()).contains("2 hard links");
  }

  @Test
  void directories_and_large_files_are_no_files_to_replace() throws Exception {
    assertThat(targets.file("/etc/docker").refusal()).contains("not a regular file");
    Files.write(config, new byte[(1 << 20) + 1]);
    assertThat(refusal()).contains("larger than 1 MiB");
  }

  @Test
  void a_directory_others_can_write_to_is_refused_sticky_or_not() throws Exception {
    Files.setAttribute(root.resolve("etc/docker"), "unix:mode", 0775);
    assertThat(refusal()).contains("writable by others (mode 0775)");
    Files.setAttribute(root.resolve("etc/docker"), "unix:mode", 01777);
    assertThat(refusal()).contains("writable by others (mode 1777)");
    Files.setAttribute(root.resolve("etc/docker"), "unix:mode", 0755);
    Files.setAttribute(root.resolve("etc"), "unix:mode", 0777);
    assertThat(refusal()).contains("'/etc' is writable by others");
    Files.setAttribute(root.resolve("etc"), "unix:mode", 01777);
    assertThat(refusal()).isEqualTo("null");
  }

  @Test
  void a_directory_of_another_user_is_refused() throws Exception {
    asRoot();
    Files.setAttribute(root.resolve("etc/docker"), "unix:uid", 1234);
    assertThat(refusal()).contains("belongs to uid 1234");
  }

  @Test
  void relative_paths_and_dots_are_refused() {
    assertThat(targets.file("etc/x").refusal()).contains("absolute");
    assertThat(targets.file("/etc/../etc/x").refusal()).contains("absolute");
    assertThat(targets.file("/etc/a\0b").refusal()).contains("NUL");
    assertThat(targets.file("/etc/" + "n".repeat(220)).refusal()).contains("too long");
  }

  @Test
  void attributes_of_anything_can_be_captured() {
    Attributes attributes = targets.object("/etc/docker").attributes();
    assertThat(attributes).isNotNull().extracting(Attributes::mode).isEqualTo(0755);
    assertThat(targets.object("/etc/docker").refusal()).isNull();
  }

  @Test
  void a_bind_mounted_file_is_refused() throws Exception {
    asRoot();
    run("mount", "--bind", config.toString(), config.toString());
    try {
      assertThat(refusal()).contains("mount point of its own");
    } finally {
      run("umount", config.toString());
    }
  }

  @Test
  void immutable_and_append_only_files_and_directories_are_refused() throws Exception {
    asRoot();
    for (String flag : List.of("i", "a")) {
      for (Path path : List.of(config, config.getParent())) {
        run("chattr", "+" + flag, path.toString());
        try {
          assertThat(refusal()).contains(flag.equals("i") ? "immutable" : "append-only");
        } finally {
          run("chattr", "-" + flag, path.toString());
        }
      }
    }
  }

  @Test
  void a_read_only_file_system_is_refused() throws Exception {
    asRoot();
    Path directory = root.resolve("etc/docker");
    run("mount", "-t", "tmpfs", "-o", "mode=755", "none", directory.toString());
    try {
      Files.writeString(config, "{}\n");
      assertThat(refusal()).isEqualTo("null");
      run("mount", "-o", "remount,ro", directory.toString());
      assertThat(refusal()).contains("read-only file system");
    } finally {
      run("umount", directory.toString());
    }
  }

  private static void asRoot() throws Exception {
    Assumptions.assumeTrue(NativeSys.load().effectiveUid() == 0, "needs root");
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Assumptions.assumeTrue(process.waitFor() == 0, () -> String.join(" ", command) + ": " + said);
  }
}
