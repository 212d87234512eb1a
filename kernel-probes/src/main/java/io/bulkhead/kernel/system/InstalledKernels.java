package io.bulkhead.kernel.system;

import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Kernel.InstalledKernel;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.kernel.view.HostView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Kernels on disk: images in /boot, and module trees that a package put there. */
final class InstalledKernels {
  private static final String BOOT = "/boot";
  private static final String MODULES = "/lib/modules";
  private static final List<String> IMAGES = List.of("vmlinuz-", "vmlinux-", "Image-");

  private final HostView view;
  private final HostFiles files;

  InstalledKernels(HostView view) {
    this.view = view;
    this.files = view.files();
  }

  Reading<List<InstalledKernel>> read() {
    Origin origin = Origin.observed(BOOT + " and " + MODULES);
    Optional<String> foreign = view.foreignFiles();
    if (foreign.isPresent()) {
      return Reading.unreadable(origin, foreign.get());
    }
    if (files.live() && view.container().seen().isPresent()) {
      return Reading.unreadable(origin, "a container has its host's kernel, not one of its own");
    }
    Reading<List<String>> boot = files.list(BOOT);
    Reading<List<String>> modules = files.list(MODULES);
    Optional<String> refused = refusal(boot).or(() -> refusal(modules));
    if (refused.isPresent()) {
      return Reading.unreadable(origin, refused.get());
    }
    Map<String, InstalledKernel> found = new TreeMap<>();
    boot.seen().orElse(List.of()).forEach(name -> addImage(name, found));
    modules.seen().orElse(List.of()).forEach(name -> addTree(name, found));
    return Reading.present(new ArrayList<>(found.values()), origin);
  }

  private static Optional<String> refusal(Reading<List<String>> listing) {
    return listing.fold(
        seen -> Optional.empty(),
        absent -> Optional.empty(),
        unseen -> Optional.of(unseen.origin().source() + ": " + unseen.reason()));
  }

  private void addImage(String name, Map<String, InstalledKernel> found) {
    for (String prefix : IMAGES) {
      String version = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
      if (isVersion(version) && !version.contains("-rescue-")) {
        String path = BOOT + "/" + name;
        found.put(version, new InstalledKernel(version, path, build(path)));
      }
    }
  }

  /** Directories that only hold modules built on this host remain when a kernel is removed. */
  private void addTree(String version, Map<String, InstalledKernel> found) {
    String tree = MODULES + "/" + version;
    boolean packaged = exists(tree + "/modules.builtin") || exists(tree + "/vmlinuz");
    if (isVersion(version) && packaged && !found.containsKey(version)) {
      found.put(version, new InstalledKernel(version, tree, build(tree + "/vmlinuz")));
    }
  }

  private boolean exists(String path) {
    return files.stat(path).seen().isPresent();
  }

  private static boolean isVersion(String text) {
    return !text.isEmpty() && Character.isDigit(text.charAt(0)) && !text.endsWith(".old");
  }

  private String build(String image) {
    return files.head(image, BootImage.HEAD).seen().map(BootImage::build).orElse("");
  }
}
