package io.bulkhead.audit.snapshot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A kernel being described for a test: Debian 13's with AppArmor, to be altered. */
public final class KernelSample {
  private Reading<String> release = Samples.seen("6.12.48+deb13-amd64", "uname -r");
  private Reading<List<Kernel.InstalledKernel>> installed = installed("6.12.48+deb13-amd64");
  private Reading<Boolean> rebootRequired = Samples.seen(false, "/run/reboot-required");
  private Reading<List<String>> lsms =
      Samples.seen(
          List.of("lockdown", "capability", "landlock", "yama", "apparmor"),
          "/sys/kernel/security/lsm");
  private Reading<Kernel.AppArmor> appArmor = appArmor(true, Map.of("docker-default", "enforce"));
  private Reading<Kernel.Selinux> selinux = Reading.absent(Origin.observed("/sys/fs/selinux"));
  private Reading<List<String>> seccompActions =
      Samples.seen(
          List.of("kill_process", "kill_thread", "trap", "errno", "user_notif", "log", "allow"),
          "/proc/sys/kernel/seccomp/actions_avail");
  private final Map<String, Reading<String>> sysctls = new LinkedHashMap<>();
  private Reading<String> container = Reading.absent(Origin.observed("/run/systemd/container"));

  public KernelSample() {
    sysctl("net.bridge.bridge-nf-call-iptables", "1");
    sysctl("net.bridge.bridge-nf-call-ip6tables", "1");
    sysctl("user.max_user_namespaces", "63000");
  }

  public static Reading<List<Kernel.InstalledKernel>> installed(String... versions) {
    return Samples.seen(
        List.of(versions).stream()
            .map(v -> new Kernel.InstalledKernel(v, "/boot/vmlinuz-" + v))
            .toList(),
        "/boot");
  }

  public static Reading<Kernel.AppArmor> appArmor(boolean on, Map<String, String> profiles) {
    return Samples.seen(
        new Kernel.AppArmor(
            on,
            Samples.seen(profiles, "/sys/kernel/security/apparmor/profiles"),
            Samples.seen(true, "/sbin/apparmor_parser")),
        "/sys/module/apparmor/parameters/enabled");
  }

  public KernelSample release(String text) {
    release = Samples.seen(text, "uname -r");
    return this;
  }

  public KernelSample installedKernels(Reading<List<Kernel.InstalledKernel>> reading) {
    installed = reading;
    return this;
  }

  public KernelSample rebootRequired(Reading<Boolean> reading) {
    rebootRequired = reading;
    return this;
  }

  public KernelSample lsms(Reading<List<String>> reading) {
    lsms = reading;
    return this;
  }

  public KernelSample appArmor(Reading<Kernel.AppArmor> reading) {
    appArmor = reading;
    return this;
  }

  /** A kernel without AppArmor. */
  public KernelSample withoutAppArmor() {
    appArmor = Reading.absent(Origin.observed("/sys/module/apparmor"));
    lsms = Samples.seen(List.of("lockdown", "capability", "landlock"), "/sys/kernel/security/lsm");
    return this;
  }

  public KernelSample selinux(Reading<Kernel.Selinux> reading) {
    selinux = reading;
    return this;
  }

  /** SELinux instead of AppArmor. */
  public KernelSample selinux(boolean enforcing) {
    appArmor = Reading.absent(Origin.observed("/sys/module/apparmor"));
    lsms = Samples.seen(List.of("lockdown", "capability", "selinux"), "/sys/kernel/security/lsm");
    return selinux(
        Samples.seen(
            new Kernel.Selinux(enforcing, Samples.seen("targeted", "/etc/selinux/config")),
            "/sys/fs/selinux/enforce"));
  }

  public KernelSample seccompActions(Reading<List<String>> reading) {
    seccompActions = reading;
    return this;
  }

  public KernelSample sysctl(String name, String value) {
    return sysctl(name, Samples.seen(value, "sysctl " + name));
  }

  public KernelSample sysctl(String name, Reading<String> reading) {
    sysctls.put(name, reading);
    return this;
  }

  /** Bulkhead itself runs in a container. */
  public KernelSample insideContainer(String technology) {
    container = Samples.seen(technology, "/run/systemd/container");
    return this;
  }

  public Kernel build() {
    return new Kernel(
        release,
        Samples.seen("#1 SMP PREEMPT_DYNAMIC Debian 6.12.48-1 (2026-09-20)", "uname -v"),
        Samples.seen("x86_64", "uname -m"),
        installed,
        rebootRequired,
        lsms,
        appArmor,
        selinux,
        seccompActions,
        sysctls,
        Samples.seen("2", "/sys/fs/cgroup"),
        container);
  }
}
