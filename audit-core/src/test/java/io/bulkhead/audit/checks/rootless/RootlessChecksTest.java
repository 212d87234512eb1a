package io.bulkhead.audit.checks.rootless;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.EngineProcess;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.FileKind;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.ProcessSample;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.audit.snapshot.Vantage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RootlessChecksTest {
  private static final Origin FILES = Origin.observed("files");
  private static final String SOCKET = "/run/user/1000/docker.sock";

  private static SnapshotBuilder rootless() {
    Vantage at = Samples.vantage(0);
    return Samples.host(
            EngineSample.debian13()
                .securityOptions("name=seccomp,profile=builtin", "name=rootless"),
            DaemonSample.systemd())
        .vantage(
            new Vantage(
                at.tool(),
                at.takenAt(),
                0,
                "/",
                at.hostName(),
                at.hostId(),
                "unix://" + SOCKET,
                "-H",
                List.of()))
        .process(
            DaemonSample.PID, ProcessSample.onHost(DaemonSample.PID, "dockerd").uid(1000).reading())
        .file(SOCKET, file(SOCKET, FileKind.SOCKET, 0660, 1000))
        .file("/run/user/1000", file("/run/user/1000", FileKind.DIRECTORY, 0700, 1000));
  }

  private static Reading<FileStat> file(String path, FileKind kind, int mode, long uid) {
    return Reading.present(
        new FileStat(path, path, kind, mode, uid, uid, "u", "u", 1, 0, 0, 0, List.of()), FILES);
  }

  private static Outcome judge(Check check, SnapshotBuilder draft) {
    return check.judge(draft.build()).outcome();
  }

  @Test
  void an_engine_of_root_is_not_judged() {
    RootlessChecks.ALL.forEach(
        check -> assertThat(judge(check, Samples.host())).isEqualTo(Outcome.NOT_APPLICABLE));
  }

  @Test
  void a_rootless_engine_whose_process_is_hidden_is_not_passed() {
    SnapshotBuilder hidden =
        rootless()
            .process(
                DaemonSample.PID,
                Reading.unreadable(Origin.observed("/proc/812"), "not looked at"));
    RootlessChecks.ALL.forEach(
        check -> assertThat(judge(check, hidden)).isEqualTo(Outcome.UNDETERMINED));
  }

  @Test
  void the_socket_and_its_directory_are_the_users_alone() {
    assertThat(judge(new OwnSocket(), rootless())).isEqualTo(Outcome.PASS);
    assertThat(
            judge(
                new OwnSocket(),
                rootless().file(SOCKET, file(SOCKET, FileKind.SOCKET, 0666, 1000))))
        .isEqualTo(Outcome.FAIL);
    assertThat(
            judge(
                new OwnSocket(),
                rootless().file(SOCKET, file(SOCKET, FileKind.SOCKET, 0660, 1001))))
        .isEqualTo(Outcome.FAIL);
    assertThat(
            judge(
                new OwnSocket(),
                rootless()
                    .file(
                        "/run/user/1000", file("/run/user/1000", FileKind.DIRECTORY, 0755, 1000))))
        .isEqualTo(Outcome.FAIL);
  }

  @Test
  void the_sticky_bit_that_the_engine_sets_itself_is_no_fault() {
    SnapshotBuilder sticky = rootless().file(SOCKET, file(SOCKET, FileKind.SOCKET, 01660, 1000));
    assertThat(judge(new OwnSocket(), sticky)).isEqualTo(Outcome.PASS);
  }

  @ParameterizedTest
  @CsvSource({"builtin,MANUAL", "slirp4netns,PASS", "implicit,PASS", "something,UNDETERMINED"})
  void the_port_driver_is_named(String driver, Outcome expected) {
    EngineProcess kit =
        new EngineProcess(
            "rootlesskit",
            600,
            1,
            1000,
            Reading.present("/usr/bin/rootlesskit", FILES),
            Map.of("--net", "slirp4netns", "--port-driver", driver),
            "");
    SnapshotBuilder draft =
        rootless().software(known -> known.withEngines(Reading.present(List.of(kit), FILES)));
    assertThat(judge(new PortDriver(), draft)).isEqualTo(expected);
  }

  @Test
  void without_its_rootlesskit_the_port_driver_is_not_known() {
    assertThat(judge(new PortDriver(), rootless())).isEqualTo(Outcome.UNDETERMINED);
  }

  @Test
  void lingering_is_a_persons_decision() {
    assertThat(judge(new Lingering(), rootless())).isEqualTo(Outcome.MANUAL);
    SnapshotBuilder lingers =
        rootless().software(known -> known.withLingering(Reading.present(List.of("alice"), FILES)));
    assertThat(judge(new Lingering(), lingers)).isEqualTo(Outcome.PASS);
  }
}
