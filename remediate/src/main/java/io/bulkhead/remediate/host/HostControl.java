package io.bulkhead.remediate.host;

import io.bulkhead.kernel.files.Sys;
import io.bulkhead.remediate.EnginePort.EngineException;
import io.bulkhead.remediate.HostDriver;
import io.bulkhead.remediate.LimitPort;
import io.bulkhead.remediate.Reader;
import io.bulkhead.remediate.Setting;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.engine.Services;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells parts of this host what changed, and believes only what they say afterwards. */
public final class HostControl implements HostDriver {
  private final SystemdUnits units;
  private final AuditRules rules;
  private final BootMenu menu;
  private final KernelParameters parameters;
  private final Firewall firewall;
  private final GroupMembers members;
  private final AppArmorProfiles profiles;
  private final AccessLists lists;
  private final LimitPort limits;

  /**
   * @param root where /proc, /etc and /boot are found; {@code /} but in tests
   * @param limits asks and tells the engine about containers
   * @param sys system calls, loaded when needed
   */
  public HostControl(Services services, Path root, LimitPort limits, Supplier<Sys> sys) {
    this.units =
        new SystemdUnits(new Program(services, "systemctl"), root.resolve("run/systemd/system"));
    this.rules =
        new AuditRules(new Program(services, "augenrules"), new Program(services, "auditctl"));
    this.menu =
        new BootMenu(new Program(services, "update-grub"), root.resolve("boot/grub/grub.cfg"));
    this.parameters = new KernelParameters(root);
    this.firewall = new Firewall(services);
    this.members =
        new GroupMembers(
            new Program(services, "gpasswd"),
            new Program(services, "getent"),
            root.resolve("etc/group"));
    this.profiles =
        new AppArmorProfiles(
            new Program(services, "apparmor_parser"),
            root.resolve("sys/kernel/security/apparmor/profiles"));
    this.lists = new AccessLists(sys, root);
    this.limits = limits;
  }

  @Override
  public String reread(Step.Reread step) throws HostFailed {
    return switch (step.reader()) {
      case UNITS -> units.reread(step.names());
      case AUDIT_RULES -> rules.load(step.names(), step.present());
      case BOOT_MENU -> menu.make(step.names(), step.present());
    };
  }

  @Override
  public Optional<String> obstacle(Reader reader) {
    try {
      switch (reader) {
        case UNITS -> {}
        case AUDIT_RULES -> rules.ready();
        case BOOT_MENU -> menu.ready();
      }
      return Optional.empty();
    } catch (HostFailed e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Optional<String> lock(Reader reader) {
    try {
      return reader == Reader.AUDIT_RULES ? rules.lock() : Optional.empty();
    } catch (HostFailed e) {
      return Optional.empty();
    }
  }

  @Override
  public String value(Setting setting) throws HostFailed {
    if (setting instanceof Setting.Sysctl sysctl) {
      return parameters.read(sysctl);
    }
    if (setting instanceof Setting.Rule rule) {
      return firewall.read(rule);
    }
    if (setting instanceof Setting.Member member) {
      return members.read(member);
    }
    if (setting instanceof Setting.AccessList list) {
      return lists.read(list);
    }
    if (setting instanceof Setting.Profiles) {
      return profiles.read();
    }
    try {
      return limits.limit((Setting.Limit) setting);
    } catch (EngineException e) {
      throw new HostFailed(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void set(Setting setting, String value) throws HostFailed {
    if (setting instanceof Setting.Sysctl sysctl) {
      parameters.write(sysctl, value);
    } else if (setting instanceof Setting.Rule rule) {
      firewall.write(rule, value);
    } else if (setting instanceof Setting.Member member) {
      members.write(member, value);
    } else if (setting instanceof Setting.AccessList list) {
      lists.write(list, value);
    } else if (setting instanceof Setting.Profiles shipped) {
      profiles.write(shipped, value);
    } else {
      try {
        limits.update((Setting.Limit) setting, value);
      } catch (EngineException e) {
        throw new HostFailed(String.valueOf(e.getMessage()));
      }
    }
  }
}
