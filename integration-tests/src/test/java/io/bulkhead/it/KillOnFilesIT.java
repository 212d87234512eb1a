package io.bulkhead.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * kill -9 at many calls that change a file, on a tree without an engine: in apply, in rollback and
 * in the recovery. {@code -Dbulkhead.kill=1000} takes every call.
 */
@RealEngine
class KillOnFilesIT {
  private static final int MOMENTS = Integer.getInteger("bulkhead.kill", 8);
  private static final Path TREE = Machine.BASE.resolve("kill-on-files");

  private Path root;
  private Bulkhead bulkhead;
  private Strace strace;
  private String before;
  private String after;

  @BeforeEach
  void makeTree() throws IOException {
    clear();
    root = TREE.resolve("root");
    Path docker = Files.createDirectories(root.resolve("etc/docker"));
    Files.createDirectories(root.resolve("root/.docker"));
    Files.writeString(root.resolve("etc/passwd"), "root:x:0:0:root:/root:/bin/sh\n");
    Files.writeString(root.resolve("etc/group"), "root:x:0:\ndocker:x:110:\n");
    Files.writeString(root.resolve("etc/os-release"), "ID=debian\nPRETTY_NAME=\"Debian\"\n");
    Files.writeString(docker.resolve("daemon.json"), "{\n\t\"icc\" : true,\r\n\t\"debug\":false }");
    Files.writeString(root.resolve("root/.docker/config.json"), "{}\n");
    String modes = "cd $1; chmod 0777 etc/docker; chmod 0666 etc/docker/daemon.json";
    Run.command("sh", "-ec", modes, "sh", root.toString()).text();
    bulkhead =
        Bulkhead.plain()
            .option("--root", root.toString(), "--state", TREE.resolve("state").toString());
    strace = new Strace(TREE);
    before = tree();
    apply().now().exits(0);
    after = tree();
    assertThat(after).isNotEqualTo(before);
    undo().now().exits(0);
    assertThat(tree()).isEqualTo(before);
  }

  @AfterEach
  void clear() {
    Run.command("rm", "-rf", TREE.toString()).text();
  }

  @Test
  void apply_can_be_killed_at_any_call() {
    List<Strace.Moment> moments = strace.moments(apply());
    assertThat(moments).hasSizeGreaterThan(10);
    for (Strace.Moment moment : Strace.spread(moments, MOMENTS)) {
      toBefore();
      killed(apply(), moment);
      recover("apply killed at " + moment);
    }
  }

  @Test
  void rollback_can_be_killed_at_any_call() {
    apply().now().exits(0);
    List<Strace.Moment> moments = strace.moments(undo());
    assertThat(moments).hasSizeGreaterThan(10);
    for (Strace.Moment moment : Strace.spread(moments, MOMENTS)) {
      toAfter();
      killed(undo(), moment);
      recover("rollback killed at " + moment);
    }
  }

  @Test
  void recovery_can_be_killed_at_any_call() {
    List<Strace.Moment> applying = strace.moments(apply());
    Strace.Moment last = lastExchange(applying);
    toBefore();
    killed(apply(), last);
    List<Strace.Moment> recovering = strace.moments(bulkhead.run("recover"));
    assertThat(recovering).isNotEmpty();
    for (Strace.Moment moment : Strace.spread(recovering, MOMENTS)) {
      toBefore();
      killed(apply(), last);
      killed(bulkhead.run("recover"), moment);
      recover("recovery killed at " + moment);
    }
  }

  private void killed(Run run, Strace.Moment moment) {
    Ran ran = strace.kill(run, moment);
    assertThat(ran.exit()).as("killed at %s: %s", moment, ran).isEqualTo(137);
  }

  private void recover(String what) {
    Ran recovered = bulkhead.now("recover");
    assertThat(recovered.exit()).as("recovery, %s: %s", what, recovered).isZero();
    assertThat(tree()).as("files, %s: %s", what, recovered).isIn(before, after);
    assertThat(bulkhead.now("status").exits(0).out()).contains("no open change set");
  }

  private void toBefore() {
    if (!tree().equals(before)) {
      undo().now().exits(0);
    }
    assertThat(tree()).isEqualTo(before);
  }

  private void toAfter() {
    if (!tree().equals(after)) {
      apply().now().exits(0);
    }
    assertThat(tree()).isEqualTo(after);
  }

  private Run apply() {
    return bulkhead.run("apply", "--yes", "--only", "DMN-*,FIL-*,CLI-*");
  }

  private Run undo() {
    return bulkhead.run("rollback", "--yes");
  }

  private String tree() {
    return Footprint.withoutTimes(Footprint.of(root));
  }

  private static Strace.Moment lastExchange(List<Strace.Moment> moments) {
    Strace.Moment last = moments.get(0);
    for (Strace.Moment moment : moments) {
      last = moment.call().equals("renameat2") ? moment : last;
    }
    return last;
  }
}
