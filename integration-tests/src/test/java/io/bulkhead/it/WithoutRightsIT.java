package io.bulkhead.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without an engine, without root, or without both: honest, and never clean by blindness. */
@RealEngine
class WithoutRightsIT {
  @Test
  void without_an_engine_the_host_is_still_audited() {
    Bulkhead bulkhead = Bulkhead.plain().option("-H", "unix:///run/no-such-engine.sock");
    Report audit = bulkhead.audit();
    assertThat(audit.json().path("notes").toString()).containsIgnoringCase("no engine");
    assertThat(audit.outcome("DMN-001")).isNotEqualTo("pass");
    assertThat(audit.outcome("CTR-001")).isNotEqualTo("pass");
    assertThat(audit.outcome("KRN-001")).isEqualTo("pass");
    bulkhead.now("plan").exits(0);
  }

  @Test
  void a_user_without_rights_is_told_what_could_not_be_seen() {
    try (EngineUnderTest engine = EngineUnderTest.up("nobody")) {
      engine.sleeper("some");
      Bulkhead nobody = Bulkhead.asNobody().option("-H", engine.host());
      Report audit = nobody.audit();
      assertThat(audit.count("undetermined")).isGreaterThan(5);
      assertThat(audit.outcome("DMN-001")).isNotEqualTo("pass");
      assertThat(audit.outcome("CTR-001")).isEqualTo("undetermined");
      assertThat(audit.json().path("notes").toString()).contains("not root");
      nobody.now("plan").exits(0);

      String before = Footprint.of(engine.directory().resolve("etc"));
      assertThat(nobody.now("apply", "--yes").exits(77).err()).contains("sudo");
      nobody.now("rollback", "--yes").exits(77);
      assertThat(Footprint.of(engine.directory().resolve("etc"))).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"65534", "0"})
  void the_demo_shows_the_loop_and_leaves_nothing_behind(String uid) {
    Path home = Machine.BASE.resolve("demo-home");
    Run.command("sh", "-ec", "rm -rf $1; mkdir $1; chown $2:$2 $1", "sh", home.toString(), uid)
        .text();
    Bulkhead bulkhead = uid.equals("0") ? Bulkhead.plain() : Bulkhead.asNobody();
    String machine = Footprint.of(Path.of("/etc/docker"), Path.of("/var/lib/bulkhead"));

    Ran demo = bulkhead.run("demo").with("HOME", home.toString()).now().exits(0);
    assertThat(demo.out()).contains("audit", "plan", "apply", "rollback", "live-restore");

    assertThat(Footprint.of(Path.of("/etc/docker"), Path.of("/var/lib/bulkhead")))
        .isEqualTo(machine);
    assertThat(Run.command("find", home.toString(), "!", "-type", "d").text()).isEmpty();
    Run.command("rm", "-rf", home.toString()).text();
  }
}
