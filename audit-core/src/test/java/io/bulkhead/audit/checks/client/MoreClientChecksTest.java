package io.bulkhead.audit.checks.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.Accounts;
import io.bulkhead.audit.snapshot.FileKind;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Packages.Installed;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.audit.snapshot.Software.Stated;
import io.bulkhead.audit.snapshot.SoftwareSample;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MoreClientChecksTest {
  private static final String TRUST = "DOCKER_CONTENT_TRUST";
  private static final Origin FILES = Origin.observed("files");

  private static SnapshotBuilder stated(Stated... all) {
    return Samples.host()
        .software(known -> known.withClientVariables(Reading.present(List.of(all), FILES)));
  }

  private static Stated trust(String value, String whom) {
    return new Stated("/etc/environment:1", TRUST, value, whom);
  }

  private static Outcome trusted(SnapshotBuilder draft) {
    return new ContentTrust().judge(draft.build()).outcome();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "t", "T", "true", "TRUE", "True"})
  void every_word_that_the_command_takes_for_true_passes(String value) {
    assertThat(trusted(stated(trust(value, "")))).isEqualTo(Outcome.PASS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "", "yes", "on", "2", "false"})
  void everything_else_fails(String value) {
    assertThat(trusted(stated(trust(value, "")))).isEqualTo(Outcome.FAIL);
  }

  @Test
  void one_user_alone_is_not_everybody_and_may_take_it_back() {
    assertThat(trusted(stated(trust("1", "alice")))).isEqualTo(Outcome.FAIL);
    assertThat(trusted(stated(trust("1", ""), trust("0", "bob")))).isEqualTo(Outcome.FAIL);
  }

  @Test
  void a_command_from_29_on_and_no_command_are_not_judged() {
    Installed cli =
        SoftwareSample.installed(
            "docker-ce-cli", "5:29.1.0-1~debian.13~trixie", "x", "/usr/bin/docker");
    SnapshotBuilder modern =
        Samples.host()
            .software(
                known -> known.withPackages(SoftwareSample.packages(List.of(cli), List.of())));
    assertThat(trusted(modern)).isEqualTo(Outcome.NOT_APPLICABLE);
    assertThat(trusted(Samples.withoutDocker())).isEqualTo(Outcome.NOT_APPLICABLE);
    SnapshotBuilder copied =
        Samples.host()
            .software(
                known ->
                    known.withPackages(
                        SoftwareSample.packages(List.of(), List.of("/usr/local/bin/docker"))));
    assertThat(trusted(copied)).isEqualTo(Outcome.FAIL);
  }

  @Test
  void a_plain_docker_host_at_login_fails_and_one_with_tls_passes() {
    Stated plain = new Stated("/etc/environment:2", "DOCKER_HOST", "tcp://10.0.0.9:2375", "");
    Stated tls = new Stated("/etc/environment:3", "DOCKER_TLS_VERIFY", "1", "");
    Stated others = new Stated("/home/bob/.profile:1", "DOCKER_TLS_VERIFY", "1", "bob");
    assertThat(new PlainContexts().judge(stated(plain).build()).outcome()).isEqualTo(Outcome.FAIL);
    assertThat(new PlainContexts().judge(stated(plain, others).build()).outcome())
        .isEqualTo(Outcome.FAIL);
    assertThat(new PlainContexts().judge(stated(plain, tls).build()).outcome())
        .isEqualTo(Outcome.PASS);
  }

  private static Verdict plugin(int mode, long uid, long gid) {
    String path = "/home/alice/.docker/cli-plugins/docker-x";
    Accounts accounts =
        new Accounts(
            List.of(new Accounts.User("alice", 1000, 1000, "/home/alice", "/bin/bash")),
            List.of(),
            List.of());
    FileStat file =
        new FileStat(path, path, FileKind.REGULAR, mode, uid, gid, "o", "g", 1, 1, 0, 0, List.of());
    return new UserPlugins()
        .judge(
            Samples.host()
                .accounts(Reading.present(accounts, FILES))
                .file(path, Reading.present(file, FILES))
                .build());
  }

  @Test
  void a_users_plugin_is_the_users_and_nobody_elses_to_write() {
    assertThat(plugin(0755, 1000, 1000).outcome()).isEqualTo(Outcome.PASS);
    assertThat(plugin(0775, 1000, 1000).outcome()).isEqualTo(Outcome.PASS);
    assertThat(plugin(0755, 0, 0).outcome()).isEqualTo(Outcome.PASS);
    assertThat(plugin(0775, 1000, 100).outcome()).isEqualTo(Outcome.FAIL);
    assertThat(plugin(0757, 1000, 1000).outcome()).isEqualTo(Outcome.FAIL);
    assertThat(plugin(0755, 1001, 1000).outcome()).isEqualTo(Outcome.FAIL);
    assertThat(new UserPlugins().judge(Samples.host().build()).outcome())
        .isEqualTo(Outcome.NOT_APPLICABLE);
  }
}
