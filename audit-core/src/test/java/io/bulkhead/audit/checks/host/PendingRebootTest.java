package io.bulkhead.audit.checks.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.snapshot.Kernel.InstalledKernel;
import io.bulkhead.audit.snapshot.KernelSample;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.Vantage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PendingRebootTest {
  private static Judging judge(KernelSample kernel) {
    return Judging.of("HST-003", Samples.host().kernel(kernel.build()));
  }

  private static Judging judge(String running, String... installed) {
    return judge(
        new KernelSample().release(running).installedKernels(KernelSample.installed(installed)));
  }

  @Test
  void the_newest_installed_passes() {
    judge("6.1.0-28-amd64", "6.1.0-9-amd64", "6.1.0-28-amd64")
        .passes("kernel 6.1.0-28-amd64 is the newest installed");
  }

  @Test
  void a_newer_installed_one_fails() {
    judge("6.1.0-9-amd64", "6.1.0-9-amd64", "6.1.0-28-amd64")
        .quotes("/boot 6.1.0-28-amd64 at /boot/vmlinuz-6.1.0-28-amd64")
        .fails("kernel 6.1.0-9-amd64 runs, but 6.1.0-28-amd64 is installed");
  }

  @Test
  void an_image_of_the_same_release_that_was_built_anew_fails() {
    String release = "6.1.0-28-amd64";
    String running = new KernelSample().build().build().seen().orElseThrow();
    Origin boot = Origin.observed("/boot");
    judge(
            new KernelSample()
                .release(release)
                .installedKernels(
                    Reading.present(
                        List.of(
                            new InstalledKernel(release, "/boot/vmlinuz", "#2 SMP later build")),
                        boot)))
        .fails("kernel 6.1.0-28-amd64 on disk is another build than the one that runs");
    judge(
            new KernelSample()
                .release(release)
                .installedKernels(
                    Reading.present(
                        List.of(new InstalledKernel(release, "/boot/vmlinuz", running)), boot)))
        .passes("kernel 6.1.0-28-amd64 is the newest installed");
  }

  @Test
  void kernels_of_another_kind_are_not_compared() {
    judge("6.6.31+rpt-rpi-v8", "6.6.31+rpt-rpi-v8", "6.6.51+rpt-rpi-2712")
        .passes("kernel 6.6.31+rpt-rpi-v8 is the newest installed");
  }

  @Test
  void a_rescue_image_is_no_newer_kernel() {
    judge(
            "5.14.0-427.el9.x86_64",
            "0-rescue-1d7c5a1b8c4e4c0c9f6f1f2c3d4e5f60",
            "5.14.0-427.el9.x86_64")
        .passes("kernel 5.14.0-427.el9.x86_64 is the newest installed");
  }

  @Test
  void the_distributions_mark_fails() {
    judge(new KernelSample().rebootRequired(Samples.seen(true, "/run/reboot-required")))
        .fails("the distribution asks for a reboot");
  }

  @Test
  void an_absent_mark_is_no_mark() {
    judge(
            new KernelSample()
                .rebootRequired(Reading.absent(Origin.observed("/run/reboot-required"))))
        .passes("kernel 6.12.48+deb13-amd64 is the newest installed");
  }

  @Test
  void a_kernel_from_outside_is_undetermined() {
    judge("6.18.5-firecracker")
        .isUndetermined(
            "no installed kernel of the running one's kind was found; a virtual machine may get its"
                + " kernel from outside");
  }

  @Test
  void a_running_kernel_that_is_not_installed_is_undetermined() {
    judge("6.1.0-30-amd64", "6.1.0-28-amd64")
        .isUndetermined("kernel 6.1.0-30-amd64 runs, but it is not among the installed ones");
  }

  @Test
  void an_unreadable_boot_directory_is_undetermined() {
    judge(new KernelSample().installedKernels(Samples.denied("/boot")))
        .isUndetermined("could not read /boot: permission denied");
  }

  @Test
  void in_a_container_it_is_undetermined() {
    judge(new KernelSample().insideContainer("docker"))
        .isUndetermined("Bulkhead runs in a container, whose /boot is not the host's");
  }

  @Test
  void a_tree_of_files_runs_no_kernel() {
    Vantage tree =
        new Vantage("0.1.0", Samples.TAKEN_AT, 0, "/mnt/image", "", "", "", "", List.of());
    Judging.of("HST-003", Samples.host().vantage(tree))
        .isNotApplicable("only files under /mnt/image are looked at, no kernel runs there");
  }

  @ParameterizedTest
  @CsvSource({
    "6.12.48+deb13-amd64, amd64",
    "6.1.0-28-cloud-amd64, cloud-amd64",
    "6.8.0-45-generic, generic",
    "6.12~rc6-amd64, amd64",
    "5.14.0-427.el9.x86_64, ''",
    "5.14.0-427.el9.x86_64+rt, rt",
    "6.11.5-arch1-1, ''",
    "6.6.58-1-lts, lts",
    "6.6.51+rpt-rpi-2712, rpi-2712",
    "6.4.0-150600.23.17-default, default",
    "5.15.167.4-microsoft-standard-WSL2, microsoft-standard-WSL2",
  })
  void the_flavour_is_what_does_not_count_releases(String release, String flavour) {
    assertThat(KernelFlavour.of(release)).isEqualTo(flavour);
  }
}
