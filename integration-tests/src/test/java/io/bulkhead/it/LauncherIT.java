package io.bulkhead.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The launcher wherever it lies and whoever calls it. */
@RealEngine
class LauncherIT {
  private static final Path PLACE = Machine.BASE.resolve("a place with spaces");

  @AfterEach
  void clear() {
    Run.command(
            "sh", "-ec", "! mountpoint -q \"$1\" || umount \"$1\"; rm -rf \"$1\"", "sh", "" + PLACE)
        .text();
  }

  @Test
  void it_runs_from_a_path_with_spaces_through_a_relative_link_from_anywhere() throws IOException {
    Bulkhead.copyTo(PLACE);
    Path links = Files.createDirectories(PLACE.resolve("links"));
    Files.createSymbolicLink(links.resolve("one"), Path.of("../bulkhead"));
    Files.createSymbolicLink(links.resolve("two"), Path.of("one"));
    Run run = Bulkhead.at(links.resolve("two")).run("--version").in(Path.of("/usr"));
    assertThat(run.text()).isEqualTo("bulkhead " + version());
    Bulkhead.at(links.resolve("two")).now("checks").exits(0);
  }

  @Test
  void it_runs_under_a_strict_umask_and_from_a_read_only_tree() {
    Bulkhead.copyTo(PLACE);
    Run.command(
            "sh",
            "-ec",
            "mount --bind \"$1\" \"$1\"; mount -o remount,ro,bind \"$1\"",
            "sh",
            "" + PLACE)
        .text();
    Ran ran =
        Bulkhead.at(PLACE.resolve("bulkhead"))
            .behind("sh", "-c", "umask 077; exec \"$0\" \"$@\"")
            .now("checks");
    assertThat(ran.exits(0).err()).isEmpty();
  }

  @Test
  void root_does_not_run_code_that_others_can_change() {
    for (String change :
        new String[] {
          "chmod o+w cli/target/dist/lib/bulkhead.jar",
          "chgrp 65534 cli/target/dist/lib && chmod g+w cli/target/dist/lib",
          "chown 65534 bulkhead",
          "chmod o+w ."
        }) {
      Bulkhead.copyTo(PLACE);
      Run.command("sh", "-ec", change).in(PLACE).text();
      Ran ran = Bulkhead.at(PLACE.resolve("bulkhead")).now("--version");
      assertThat(ran.exit()).as("%s: %s", change, ran).isEqualTo(1);
      assertThat(ran.err()).as(change).contains("will not run as root", PLACE.toString());
    }
  }

  @Test
  void the_user_who_calls_sudo_is_trusted_with_the_own_checkout() {
    Bulkhead.copyTo(PLACE);
    Run.command("chown", "-R", "65534:65534", PLACE.toString()).text();
    Run run = Bulkhead.at(PLACE.resolve("bulkhead")).run("--version");
    assertThat(run.now().exit()).isEqualTo(1);
    assertThat(run.with("SUDO_UID", "65534").with("SUDO_GID", "65534").now().exit()).isZero();
  }

  @Test
  void options_for_java_in_the_environment_are_not_obeyed() {
    Ran ran =
        Bulkhead.plain()
            .run("--version")
            .with("JAVA_TOOL_OPTIONS", "-Dinjected=1 -javaagent:/nonexistent.jar")
            .with("JDK_JAVA_OPTIONS", "-version")
            .now()
            .exits(0);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out().strip()).isEqualTo("bulkhead " + version());
  }

  @Test
  void a_java_that_is_none_is_named() {
    Ran ran = Bulkhead.plain().run("--version").with("BULKHEAD_JAVA", "/bin/true").now().exits(1);
    assertThat(ran.err()).contains("BULKHEAD_JAVA=/bin/true", "17");
  }

  @Test
  void the_demo_and_its_libraries_write_no_native_code_to_tmp() {
    String before = Run.command("find", "/tmp", "-maxdepth", "1", "-name", "jna*").text();
    Bulkhead.plain().option("-H", "unix:///nonexistent.sock").now("audit").exits(0);
    assertThat(Run.command("find", "/tmp", "-maxdepth", "1", "-name", "jna*").text())
        .isEqualTo(before);
  }

  /** The version that the build wrote down; a time stamp follows it there. */
  private static String version() {
    try {
      Path file = Machine.CHECKOUT.resolve("cli/target/dist/BUILD_ID");
      return Files.readString(file).strip().replaceFirst("-.*", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
