package io.bulkhead.audit.snapshot;

import java.util.List;
import java.util.Map;

/**
 * The addresses in containerd's configuration (containerd-config.toml(5)).
 *
 * @param files the file and those it imports, in the order they apply
 * @param addresses by setting, for example {@code metrics.address}; empty values are left out
 */
public record ContainerdConfig(List<String> files, Map<String, String> addresses) {
  public ContainerdConfig {
    files = List.copyOf(files);
    addresses = Map.copyOf(addresses);
  }
}
