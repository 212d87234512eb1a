package io.bulkhead.kernel.system;

import io.bulkhead.audit.snapshot.Gatherer;
import io.bulkhead.audit.snapshot.Kernel;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.kernel.view.HostView;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Takes back network sysctls when the engine runs in another network namespace than Bulkhead: there
 * they have values of their own, which nobody outside can read.
 */
public final class EngineNetworkGatherer implements Gatherer {
  private final HostView view;

  public EngineNetworkGatherer(HostView view) {
    this.view = view;
  }

  @Override
  public Phase phase() {
    return Phase.SECOND;
  }

  @Override
  public void gather(SnapshotBuilder draft) {
    Optional<String> own = view.files().link("/proc/self/ns/net").seen();
    Optional<String> engine =
        draft
            .daemon()
            .process()
            .seen()
            .flatMap(p -> view.files().link("/proc/" + p.pid() + "/ns/net").seen());
    if (view.kernelHidden().isEmpty() && engine.isPresent() && !engine.equals(own)) {
      Kernel seen = draft.kernel();
      draft.kernel(withSysctls(seen, apart(seen, engine.get())));
    }
  }

  private static Map<String, Reading<String>> apart(Kernel seen, String namespace) {
    Map<String, Reading<String>> values = new TreeMap<>(seen.sysctls());
    values.replaceAll(
        (name, here) ->
            name.startsWith(Sysctls.NETWORK) ? there(name, here, seen, namespace) : here);
    return values;
  }

  private static Reading<String> there(
      String name, Reading<String> here, Kernel seen, String namespace) {
    boolean filter = name.startsWith(Sysctls.BRIDGE_FILTER);
    if (filter && !perNamespace(seen)) {
      return here;
    }
    if (filter && here.seen().isPresent()) {
      // net/bridge/br_netfilter_hooks.c: every new namespace starts with 1
      return Reading.present("1", Origin.assumed("default of the engine's " + namespace));
    }
    return here.fold(
        value -> elsewhere(value.origin(), namespace),
        absent -> filter ? here : elsewhere(absent.origin(), namespace),
        unseen -> here);
  }

  private static Reading<String> elsewhere(Origin origin, String namespace) {
    return Reading.unreadable(
        origin, "the engine runs in a network namespace of its own (" + namespace + ")");
  }

  /** Bridge filtering has been a matter of each network namespace since Linux 5.3. */
  private static boolean perNamespace(Kernel seen) {
    String[] parts = seen.release().seen().orElse("").split("[.-]");
    int major = number(parts, 0);
    return major > 5 || (major == 5 && number(parts, 1) >= 3) || major == 0;
  }

  private static int number(String[] parts, int index) {
    boolean digits =
        parts.length > index
            && !parts[index].isEmpty()
            && parts[index].length() < 6
            && parts[index].chars().allMatch(Character::isDigit);
    return digits ? Integer.parseInt(parts[index]) : 0;
  }

  private static Kernel withSysctls(Kernel k, Map<String, Reading<String>> sysctls) {
    return new Kernel(
        k.release(),
        k.build(),
        k.machine(),
        k.installed(),
        k.rebootRequired(),
        k.lsms(),
        k.appArmor(),
        k.selinux(),
        k.seccompActions(),
        sysctls,
        k.cgroupVersion(),
        k.container());
  }
}
