package io.bulkhead.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loop over configuration files as they are found in the field. */
@RealEngine
class ConfigurationFileIT {
  private EngineUnderTest engine;
  private Bulkhead bulkhead;
  private Path etc;

  @BeforeEach
  void start() {
    engine = EngineUnderTest.up("config");
    bulkhead = Bulkhead.on(engine);
    etc = engine.directory().resolve("etc");
  }

  @AfterEach
  void end() {
    engine.close();
  }

  @Test
  void a_broken_file_is_named_by_line_and_left_alone() {
    engine.configured("{\n  \"icc\": true,,\n  \"debug\": false\n}\n");
    String before = Footprint.of(etc);
    long pid = engine.pid();

    Report audit = bulkhead.audit();
    assertThat(audit.outcome("DMN-012")).isEqualTo("fail");
    assertThat(audit.finding("DMN-012").toString()).containsPattern("daemon.json:2:|line 2");
    assertThat(bulkhead.now("plan", "--only", "DMN-*").out()).doesNotContain("+  \"icc\"");
    bulkhead.now("apply", "--yes", "--only", "DMN-*");

    assertThat(Footprint.of(etc)).isEqualTo(before);
    assertThat(engine.pid()).isEqualTo(pid);
  }

  @Test
  void an_emptied_file_never_leaves_the_engine_down() {
    engine.configured("");
    String before = Footprint.of(etc);

    Ran applied = bulkhead.now("apply", "--yes", "--only", "DMN-001");
    assertThat(engine.answers()).as("after %s", applied).isTrue();
    if (applied.exit() == 0 && !Footprint.of(etc).equals(before)) {
      Ran undone = bulkhead.now("rollback", "--yes");
      assertThat(engine.answers()).as("after %s", undone).isTrue();
    }
  }

  @Test
  void odd_formatting_survives_apply_and_comes_back_exactly() throws IOException {
    String odd = "\r\n{\r\n\t\"debug\" :\tfalse ,\r\n\t\"labels\":[ \"site=münchen\" ]\r\n}";
    engine.configured(odd).restarted();
    String before = Footprint.of(etc);

    bulkhead.now("apply", "--yes", "--only", "DMN-001,DMN-002").exits(0);
    String now = Files.readString(engine.config(), StandardCharsets.UTF_8);
    assertThat(now).contains("\t\"debug\" :\tfalse", "\"labels\":[ \"site=münchen\" ]");
    assertThat(now.replace("\r\n", "")).as("every line still ends in CR LF").doesNotContain("\n");
    assertThat(now).doesNotEndWith("\n");
    assertThat(engine.icc()).isEqualTo("false");

    bulkhead.now("rollback", "--yes").exits(0);
    assertThat(Footprint.of(etc)).isEqualTo(before);
    assertThat(engine.icc()).isEqualTo("true");
  }

  @Test
  void owner_mode_attributes_and_time_are_kept_and_come_back() {
    shell("chown 1234:4321 $1 && chmod 0640 $1 && setfattr -n user.note -v hello $1");
    shell("setfattr -n trusted.site -v x $1 && touch -d '2020-01-02 03:04:05.123456789 UTC' $1");
    String before = Footprint.of(etc);

    bulkhead.now("apply", "--yes", "--only", "DMN-001").exits(0);
    assertThat(Footprint.of(etc))
        .contains(" f 640 1234:4321 ", "user.note=\"hello\"", "trusted.site=\"x\"");

    bulkhead.now("rollback", "--yes").exits(0);
    assertThat(Footprint.of(etc)).isEqualTo(before);
  }

  @Test
  void a_read_only_directory_stops_before_anything_is_changed() {
    shell("mount --bind ${1%/*} ${1%/*} && mount -o remount,ro,bind ${1%/*}");
    assertUnchangedByApply();
  }

  @Test
  void an_immutable_file_stops_before_anything_is_changed() {
    shell("chattr +i $1");
    assertUnchangedByApply();
  }

  @Test
  void a_file_that_is_a_mount_of_its_own_stops_before_anything_is_changed() {
    shell("cp -p $1 $1.real && mount --bind $1.real $1");
    assertUnchangedByApply();
  }

  @Test
  void a_symbolic_link_is_not_replaced() {
    shell("mv $1 $1.real && ln -s daemon.json.real $1");
    assertUnchangedByApply();
  }

  private void assertUnchangedByApply() {
    String before = Footprint.of(etc);
    long pid = engine.pid();
    Ran applied = bulkhead.now("apply", "--yes", "--only", "DMN-001");
    assertThat(Footprint.of(etc)).as("files after %s", applied).isEqualTo(before);
    assertThat(engine.pid()).as("the engine after %s", applied).isEqualTo(pid);
    assertThat(engine.icc()).isEqualTo("true");
    assertThat(applied.said()).doesNotContain("Applied ");
  }

  private void shell(String script) {
    Run.command("sh", "-ec", script, "sh", engine.config().toString()).now().exits(0);
  }
}
