package io.bulkhead.engine.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialProgramTest {
  private static final Map<String, String> NAMES = Map.of("amd64", "amd64", "aarch64", "arm64");
  private static final int TAR_HEADER = 512;

  @TempDir Path directory;

  @Test
  void the_program_runs_on_this_machine_and_ends_with_0() throws Exception {
    Optional<byte[]> archive =
        TrialProgram.archive(NAMES.getOrDefault(System.getProperty("os.arch"), ""));
    assumeThat(archive).as("a program for this machine").isPresent();
    Path program = directory.resolve("trial");
    Files.write(program, file(archive.get()));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    Process process = new ProcessBuilder(program.toString()).start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  @Test
  void tar_reads_the_archive() throws IOException, InterruptedException {
    Path archive = directory.resolve("a.tar");
    Files.write(archive, TrialProgram.archive("arm64").orElseThrow());
    Process tar = new ProcessBuilder("tar", "-tvf", archive.toString()).start();
    String listed = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tar.waitFor()).isZero();
    assertThat(listed).contains("-rwxr-xr-x").contains("trial");
  }

  @Test
  void there_is_none_for_an_unknown_machine() {
    assertThat(TrialProgram.archive("riscv64")).isEmpty();
  }

  private static byte[] file(byte[] archive) {
    int size =
        Integer.parseInt(
            new String(Arrays.copyOfRange(archive, 124, 135), StandardCharsets.US_ASCII), 8);
    return Arrays.copyOfRange(archive, TAR_HEADER, TAR_HEADER + size);
  }
}
