package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Kernel;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Remedy;
import io.bulkhead.remediate.Setting;
import io.bulkhead.remediate.Undo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Switches AppArmor on by the kernel's command line, or loads its profiles, where the distribution
 * ships both.
 *
 * @param otherwise what a person can do where that is not so
 */
record MandatoryAccess(CheckId cures, BiFunction<HostSnapshot, Verdict, Proposal.Manual> otherwise)
    implements Remedy {
  private static final Set<String> SHIPS = Set.of("debian", "ubuntu", "linuxmint");
  private static final String FILE = "/etc/default/grub.d/99-bulkhead.cfg";
  private static final String DIRECTORY = "/etc/apparmor.d";

  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed) {
    Optional<Proposal.Manual> elsewhere = KernelOwner.elsewhere(host);
    if (elsewhere.isPresent()) {
      return List.of(elsewhere.get());
    }
    Optional<Kernel.AppArmor> appArmor = host.kernel().appArmor().seen();
    boolean ships = host.os().seen().filter(os -> SHIPS.contains(os.id())).isPresent();
    if (!ships || appArmor.isEmpty() || !appArmor.get().parserPresent().seen().orElse(false)) {
      return List.of(otherwise.apply(host, failed));
    }
    return List.of(appArmor.get().enabled() ? load() : boot());
  }

  private static Proposal load() {
    return fix(
        List.of(Edit.Value.of(new Setting.Profiles(DIRECTORY), Setting.Profiles.LOADED)),
        "services whose profile does not fit what they do");
  }

  private static Proposal boot() {
    return new Proposal.Fix(
        List.of(parameter("apparmor=1"), parameter("security=apparmor")),
        EngineAction.Kind.NONE,
        Access.NONE,
        new Undo.Exact(),
        "services whose profile does not fit what they do",
        List.of("takes effect with the next boot, and so does the undo; reboot when it suits you"));
  }

  private static Edit parameter(String parameter) {
    return new Edit.Line(
        FILE, null, "GRUB_CMDLINE_LINUX=\"$GRUB_CMDLINE_LINUX " + parameter + "\"");
  }

  private static Proposal fix(List<Edit> edits, String breaks) {
    return new Proposal.Fix(
        edits, EngineAction.Kind.NONE, Access.NONE, new Undo.Exact(), breaks, List.of());
  }
}
