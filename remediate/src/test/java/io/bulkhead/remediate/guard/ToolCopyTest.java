package io.bulkhead.remediate.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.kernel.nativeaccess.NativeSys;
import io.bulkhead.remediate.state.Folder;
import io.bulkhead.remediate.state.StateDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolCopyTest {
  @TempDir Path directory;
  private Path home;
  private Path copied;
  private ToolCopy copy;

  @BeforeEach
  void build() throws Exception {
    home = Files.createDirectories(directory.resolve("a checkout"));
    Path lib = Files.createDirectories(home.resolve("cli/target/dist/lib"));
    Files.writeString(home.resolve("bulkhead"), "#!/bin/sh\n");
    Files.writeString(lib.resolve("bulkhead.jar"), "code");
    Files.writeString(home.resolve("cli/target/dist/start-17.jsa"), "archive");
    Files.writeString(home.resolve("cli/target/dist/BUILD_ID"), "1");
    copied = directory.resolve("root/var/lib/bulkhead/tool");
    Files.createDirectories(directory.resolve("root"));
    copy = new ToolCopy(home.toString());
  }

  private void make() throws Exception {
    try (Folder state = new StateDirectory(NativeSys.load(), directory.resolve("root")).prepare()) {
      copy.make(state);
    }
  }

  @Test
  void the_program_lies_beside_the_journal_and_does_without_its_checkout() throws Exception {
    assertThat(copy.missing()).isEmpty();
    make();
    assertThat(copied.resolve("bulkhead")).hasContent("#!/bin/sh\n");
    assertThat(copied.resolve("cli/target/dist/lib/bulkhead.jar")).hasContent("code");
    assertThat(copied.resolve("cli/target/dist/BUILD_ID")).hasContent("1");
    assertThat(copied.resolve("cli/target/dist/start-17.jsa")).doesNotExist();
  }

  @Test
  void another_build_replaces_it_and_the_same_is_left_alone() throws Exception {
    make();
    Files.writeString(home.resolve("cli/target/dist/lib/bulkhead.jar"), "newer code");
    make();
    assertThat(copied.resolve("cli/target/dist/lib/bulkhead.jar")).hasContent("code");
    Files.writeString(home.resolve("cli/target/dist/BUILD_ID"), "2");
    make();
    assertThat(copied.resolve("cli/target/dist/lib/bulkhead.jar")).hasContent("newer code");
  }

  @Test
  void without_a_launcher_there_is_nothing_to_copy() {
    assertThat(new ToolCopy("").missing().orElseThrow()).contains("not started by its launcher");
  }
}
