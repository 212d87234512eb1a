package io.bulkhead.audit.checks.daemon;

import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.KernelSample;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.audit.snapshot.Vantage;
import java.util.List;
import org.junit.jupiter.api.Test;

class BridgeIsolationTest {
  private static final String OPTION = "com.docker.network.bridge.enable_icc";
  private static final String SYSCTL = "net.bridge.bridge-nf-call-iptables";

  private static SnapshotBuilder icc(String value, DaemonSample daemon) {
    return Samples.host(EngineSample.debian13().bridgeOption(OPTION, value), daemon);
  }

  private static SnapshotBuilder off(Reading<String> sysctl) {
    return icc("false", DaemonSample.systemd().set("icc", ConfigValue.of(false)))
        .kernel(new KernelSample().sysctl(SYSCTL, sysctl).build());
  }

  @Test
  void a_default_bridge_fails() {
    Judging.of("DMN-001", Samples.host())
        .quotes("GET /networks bridge com.docker.network.bridge.enable_icc: true")
        .fails("the default bridge lets containers talk to each other");
  }

  @Test
  void icc_off_with_filtered_bridges_passes() {
    Judging.of("DMN-001", off(Samples.seen("1", "sysctl " + SYSCTL)))
        .passes("the default bridge keeps containers apart");
  }

  @Test
  void a_file_that_says_false_is_not_believed_before_the_engine_does() {
    Judging.of("DMN-001", icc("true", DaemonSample.systemd().set("icc", ConfigValue.of(false))))
        .fails("the default bridge lets containers talk to each other");
  }

  @Test
  void icc_off_without_filtered_bridges_fails() {
    Judging.of("DMN-001", off(Samples.seen("0", "sysctl " + SYSCTL)))
        .fails("icc is off, but bridged packets do not pass the packet filter");
    Judging.of("DMN-001", off(Reading.absent(Origin.observed("sysctl " + SYSCTL))))
        .fails(
            "icc is off, but bridged packets do not pass the packet filter: br_netfilter is not"
                + " loaded");
    Judging.of("DMN-001", off(Samples.denied("sysctl " + SYSCTL)))
        .isUndetermined(
            "icc is off, but whether bridged packets pass the packet filter was not seen: permission"
                + " denied");
  }

  @Test
  void an_assumed_filter_is_never_a_pass() {
    Reading<String> assumed =
        Reading.present("1", Origin.assumed("default of the engine's net:[4026532267]"));
    Judging.of("DMN-001", off(assumed))
        .isUndetermined(
            "icc is off, but whether bridged packets pass the packet filter was not seen: only"
                + " assumed to be 1, nothing confirms it");
    Judging.of("KRN-002", off(assumed))
        .isUndetermined(
            "could not read default of the engine's net:[4026532267]: only assumed to be 1, nothing"
                + " confirms it");
  }

  @Test
  void a_tree_of_files_is_judged_by_the_next_start() {
    Vantage tree =
        new Vantage("0.1.0", Samples.TAKEN_AT, 0, "/mnt/image", "", "", "", "", List.of());
    DaemonSample daemon =
        DaemonSample.systemd()
            .process(Samples.denied("/proc"))
            .nextStart("icc", ConfigValue.of(false));
    EngineSample none = EngineSample.debian13().unreachable("not asked");
    Judging.of("DMN-001", Samples.host(none, daemon).vantage(tree))
        .passes("icc is false at the next start");
    Judging.of("CTR-002", Samples.host(none, daemon).vantage(tree))
        .isNotApplicable("only files under /mnt/image are looked at, no engine is asked");
  }

  @Test
  void without_a_default_bridge_it_does_not_apply() {
    Judging.of(
            "DMN-001",
            Samples.host(EngineSample.debian13().withoutBridge(), DaemonSample.systemd()))
        .isNotApplicable("the engine has no default bridge");
  }

  @Test
  void an_engine_that_does_not_answer_is_undetermined() {
    Judging.of(
            "DMN-001",
            Samples.host(
                EngineSample.debian13().unreachable("permission denied"),
                DaemonSample.systemd().set("icc", ConfigValue.of(false))))
        .isUndetermined("could not read GET /networks: permission denied");
  }

  @Test
  void where_none_runs_the_next_start_counts() {
    EngineSample none = EngineSample.debian13().unreachable("no socket");
    DaemonSample off = DaemonSample.systemd().set("icc", ConfigValue.of(false)).stopped();
    Judging.of("DMN-001", Samples.host(none, off)).passes("icc is false at the next start");
    Judging.of("DMN-001", Samples.host(none, DaemonSample.systemd().stopped()))
        .fails(
            "icc is true at the next start: containers on the default bridge can talk to each"
                + " other");
  }
}
