package io.bulkhead.kernel.processes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CgroupsTest {
  private static final String ID =
      "1bb4771d0b59e1ec846a078336928b598055b4b849896e3589b679b4a2ebcf6c";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0::/system.slice/docker-ID.scope",
        "0::/system.slice/docker-ID.scope/init.scope",
        "0::/../../system.slice/docker-ID.scope",
        "0::/user.slice/user-1000.slice/user@1000.service/user.slice/docker-ID.scope",
        "0::/machine.slice/libpod-ID.scope/container",
        "0::/kubepods.slice/kubepods-burstable.slice/kubepods-pod1.slice/cri-containerd-ID.scope",
        "4:memory:/docker/ID\n0::/",
        "0::/\n9:name=systemd:/rig/ID",
        "1:name=systemd:/kubepods/besteffort/pod7e2f/ID",
        "0::/docker/ID/docker/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void the_outermost_container_names_the_process(String cgroup) {
    assertThat(Cgroups.containerId(cgroup.replace("ID", ID))).isEqualTo(ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0::/system.slice/docker.service",
        "0::/init.scope",
        "0::/",
        "",
        "0::/machine.slice/libpod-conmon-ID.scope",
        "0::/system.slice/ID.service",
        "0::/x/IDx",
        "0::/system.slice/docker-abc.scope"
      })
  void host_processes_have_no_container(String cgroup) {
    assertThat(Cgroups.containerId(cgroup.replace("ID", ID))).isEmpty();
  }

  @Test
  void the_systemd_hierarchy_places_a_process_best() {
    String[] hybrid = {"4:memory:/m", "1:name=systemd:/s", "0::/u"};
    assertThat(Cgroups.path(hybrid)).isEqualTo("/s");
    assertThat(Cgroups.path(new String[] {"4:memory:/m", "0::/u"})).isEqualTo("/u");
    assertThat(Cgroups.path(new String[] {"4:memory:/m"})).isEqualTo("/m");
    assertThat(Cgroups.path(new String[] {""})).isEmpty();
  }
}
