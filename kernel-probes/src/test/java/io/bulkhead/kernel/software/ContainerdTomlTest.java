package io.bulkhead.kernel.software;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.ContainerdConfig;
import io.bulkhead.audit.snapshot.EngineProcess;
import io.bulkhead.audit.snapshot.FakeHostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContainerdTomlTest {
  private static final String FILE = "/etc/containerd/config.toml";
  private static final Reading<List<EngineProcess>> NONE =
      Reading.absent(Origin.observed("processes"));

  private static Reading<ContainerdConfig> read(FakeHostFiles files) {
    return ContainerdToml.read(files, NONE);
  }

  private static Map<String, String> addresses(String toml) {
    return read(new FakeHostFiles().put(FILE, toml)).seen().orElseThrow().addresses();
  }

  @Test
  void addresses_are_found_however_they_are_written() {
    assertThat(
            addresses("[grpc]\n  tcp_address = \"0.0.0.0:1\"\n[metrics]\naddress = '10.0.0.1:2'\n"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("grpc.tcp_address", "0.0.0.0:1", "metrics.address", "10.0.0.1:2"));
    assertThat(addresses("grpc = { tcp_address = \"0.0.0.0:1\" }\ndebug.address = \"/x\"\n"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("grpc.tcp_address", "0.0.0.0:1", "debug.address", "/x"));
    assertThat(
            addresses(
                "[plugins.\"io.containerd.grpc.v1.cri\"]\nstream_server_address = \"0.0.0.0\"\nstream_server_port = \"10010\"\n"))
        .containsEntry("stream_server_address", "0.0.0.0:10010");
    assertThat(addresses("[grpc]\ntcp_address = \"\"\n# tcp_address = \"0.0.0.0:1\"\n")).isEmpty();
  }

  @Test
  void imported_files_count() {
    FakeHostFiles files =
        new FakeHostFiles()
            .put(FILE, "imports = [\"/etc/containerd/conf.d/*.toml\"]\n")
            .directory("/etc/containerd/conf.d")
            .put("/etc/containerd/conf.d/a.toml", "[metrics]\naddress = \"0.0.0.0:1338\"\n")
            .put("/etc/containerd/conf.d/b.txt", "not toml");
    assertThat(read(files).seen().orElseThrow().addresses())
        .containsEntry("metrics.address", "0.0.0.0:1338");
    files.deny("/etc/containerd/conf.d/a.toml", "permission denied");
    assertThat(read(files)).isInstanceOf(Reading.Unreadable.class);
  }

  @Test
  void the_file_that_the_process_was_given_counts() {
    EngineProcess own =
        new EngineProcess(
            "containerd",
            7,
            1,
            0,
            Reading.absent(Origin.observed("x")),
            Map.of("--config", "/srv/c.toml"),
            "");
    FakeHostFiles files =
        new FakeHostFiles()
            .put(FILE, "")
            .put("/srv/c.toml", "[metrics]\naddress = \"0.0.0.0:1\"\n");
    assertThat(
            ContainerdToml.read(files, Reading.present(List.of(own), Origin.observed("x")))
                .seen()
                .orElseThrow()
                .addresses())
        .containsKey("metrics.address");
  }

  @Test
  void what_is_not_toml_is_unreadable() {
    assertThat(read(new FakeHostFiles().put(FILE, "[grpc\n")))
        .isInstanceOf(Reading.Unreadable.class);
    assertThat(read(new FakeHostFiles())).isInstanceOf(Reading.Absent.class);
  }
}
