package io.bulkhead.audit.checks.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.audit.snapshot.WellKnownPaths;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstallationChecksTest {
  private static final String CERTS = WellKnownPaths.REGISTRY_CERTIFICATES + "/hub.example";

  /** A host on which all usual places were looked at and nothing was found. */
  private static SnapshotBuilder bare() {
    SnapshotBuilder host = Samples.host();
    WellKnownPaths.ALL.forEach(path -> host.file(path, absent(path)));
    return host;
  }

  private static Reading<FileStat> absent(String path) {
    return Reading.absent(Origin.observed(path));
  }

  private static SnapshotBuilder with(String path, int mode, long uid, long gid) {
    return bare().file(path, Samples.regular(path, mode, uid, gid));
  }

  @ParameterizedTest
  @CsvSource({
    "FIL-016, /etc/default/docker, 0644, 1000, 0",
    "FIL-016, /etc/default/docker, 0644, 0, 1000",
    "FIL-017, /etc/default/docker, 0664, 0, 0",
    "FIL-017, /etc/default/docker, 0602, 0, 0",
    "FIL-018, /etc/sysconfig/docker, 0646, 0, 0",
    "FIL-019, /etc/sysconfig/docker, 0644, 33, 33",
    "FIL-020, /etc/containerd/config.toml, 0666, 0, 0",
    "FIL-020, /etc/containerd/config.toml, 0644, 1, 0",
    "FIL-023, /usr/bin/runc, 0775, 0, 0",
    "FIL-023, /usr/sbin/dockerd, 0755, 1000, 0",
    "FIL-023, /usr/bin/docker, 04755, 0, 0",
    "FIL-024, /usr/libexec/docker/cli-plugins/docker-compose, 0777, 0, 0",
    "FIL-024, /root/.docker/cli-plugins/docker-x, 0755, 1000, 1000",
  })
  void what_others_can_change_fails(String id, String path, String mode, long uid, long gid) {
    Judging judged = Judging.of(id, with(path, Integer.parseInt(mode, 8), uid, gid));
    assertThat(judged.verdict().outcome()).isEqualTo(Outcome.FAIL);
    assertThat(judged.verdict().with(Outcome.FAIL))
        .extracting(g -> g.subject())
        .containsExactly(path);
  }

  @ParameterizedTest
  @CsvSource({
    "FIL-016, /etc/default/docker, 0644",
    "FIL-017, /etc/default/docker, 0600",
    "FIL-018, /etc/sysconfig/docker, 0644",
    "FIL-019, /etc/sysconfig/docker, 0644",
    "FIL-020, /etc/containerd/config.toml, 0644",
    "FIL-023, /usr/bin/runc, 0755",
    "FIL-024, /usr/libexec/docker/cli-plugins/docker-compose, 0755",
  })
  void what_only_root_can_change_passes(String id, String path, String mode) {
    Judging judged = Judging.of(id, with(path, Integer.parseInt(mode, 8), 0, 0));
    assertThat(judged.verdict().outcome()).isEqualTo(Outcome.PASS);
  }

  @ParameterizedTest
  @CsvSource({
    "FIL-014, no registry has certificates of its own in /etc/docker/certs.d",
    "FIL-015, no registry has certificates of its own in /etc/docker/certs.d",
    "FIL-016, there is no /etc/default/docker",
    "FIL-017, there is no /etc/default/docker",
    "FIL-018, there is no /etc/sysconfig/docker",
    "FIL-019, there is no /etc/sysconfig/docker",
    "FIL-020, there is no /etc/containerd/config.toml",
    "FIL-022, no engine keeps its state below /run here",
    "FIL-023, no program of an engine is at a usual place",
    "FIL-024, the docker command has no plugins here",
  })
  void what_is_not_there_does_not_apply(String id, String why) {
    Judging.of(id, bare()).isNotApplicable(why);
  }

  @Test
  void a_client_key_is_for_root_only_and_a_certificate_for_nobody_to_write() {
    SnapshotBuilder host =
        bare()
            .file(CERTS + "/ca.crt", Samples.regular(CERTS + "/ca.crt", 0444))
            .file(CERTS + "/client.cert", Samples.regular(CERTS + "/client.cert", 0644))
            .file(CERTS + "/client key.key", Samples.regular(CERTS + "/client key.key", 0444));
    Judging.of("FIL-015", host)
        .decidedBy(
            Outcome.FAIL,
            CERTS + "/client key.key: mode is 0444, at most 0400 expected",
            CERTS + "/client.cert: mode is 0644, at most 0444 expected");
    assertThat(Judging.of("FIL-014", host).verdict().outcome()).isEqualTo(Outcome.PASS);
  }

  @Test
  void a_directory_that_cannot_be_listed_is_not_passed() {
    String any = CERTS + "/" + WellKnownPaths.ANY_NAME;
    SnapshotBuilder host =
        bare()
            .file(CERTS + "/ca.crt", Samples.regular(CERTS + "/ca.crt", 0444))
            .file(any, Samples.denied(CERTS));
    assertThat(Judging.of("FIL-014", host).verdict().outcome()).isEqualTo(Outcome.UNDETERMINED);
  }

  @Test
  void a_data_root_that_everybody_can_list_fails() {
    String root = Samples.host().engine().info().seen().orElseThrow().dockerRootDir();
    SnapshotBuilder open = bare().file(root, Samples.directory(root, 0755));
    Judging.of("FIL-021", open).fails("mode is 0755, at most 0711 expected");
    SnapshotBuilder closed = bare().file(root, Samples.directory(root, 0710));
    Judging.of("FIL-021", closed).passes("mode is 0710; owner is root:root");
    Judging.of("FIL-021", bare().file(root, Samples.denied(root)))
        .isUndetermined("could not read " + root + ": permission denied");
  }

  @Test
  void layers_that_others_can_walk_into_fail_whatever_lies_above() {
    String root = Samples.host().engine().info().seen().orElseThrow().dockerRootDir();
    SnapshotBuilder host =
        bare()
            .file(root, Samples.directory(root, 0710))
            .file(root + "/overlay2", Samples.directory(root + "/overlay2", 0711))
            .file(root + "/volumes", Samples.directory(root + "/volumes", 0701));
    Judging.of("FIL-021", host)
        .decidedBy(Outcome.FAIL, root + "/overlay2: mode is 0711, at most 0710 expected");
  }

  @Test
  void what_cannot_be_seen_counts_unless_the_root_above_is_closed() {
    String root = Samples.host().engine().info().seen().orElseThrow().dockerRootDir();
    SnapshotBuilder host = bare().file(root + "/containers", Samples.denied(root + "/containers"));
    host.file(root, Samples.directory(root, 0711));
    assertThat(Judging.of("FIL-021", host).verdict().outcome()).isEqualTo(Outcome.UNDETERMINED);
    host.file(root, Samples.directory(root, 0710));
    assertThat(Judging.of("FIL-021", host).verdict().outcome()).isEqualTo(Outcome.PASS);
  }

  @Test
  void a_writable_runtime_directory_fails() {
    SnapshotBuilder host = bare().file("/run/docker", Samples.directory("/run/docker", 0777));
    Judging.of("FIL-022", host).fails("mode is 0777, at most 0755 expected");
  }
}
