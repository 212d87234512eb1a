package io.bulkhead.kernel.probes.facts;

import io.bulkhead.kernel.probes.EngineFacts.Net;
import io.bulkhead.kernel.probes.Look;
import java.util.ArrayList;
import java.util.List;

/** What needs packets of one bridge to pass the packet filter (br_netfilter). */
public final class BridgeFilter {
  private BridgeFilter() {}

  /** Networks and settings of the engine without effect if they do not pass it. */
  public static List<String> users(Look look) {
    List<String> users = new ArrayList<>();
    look.engine().networks().orElse(List.of()).stream()
        .filter(n -> "false".equals(n.options().get("com.docker.network.bridge.enable_icc")))
        .map(Net::name)
        .forEach(users::add);
    DaemonFacts daemon = DaemonFacts.of(look);
    if (users.isEmpty() && daemon.off("icc")) {
      users.add("icc=false");
    }
    if (users.isEmpty() && daemon.off("userland-proxy")) {
      users.add("userland-proxy=false");
    }
    return List.copyOf(users);
  }
}
