package io.bulkhead.kernel.probes.kernel;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.facts.Release;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Whether the kernel that runs is the newest one on disk, by release and by build. */
final class PendingReboot {
  private static final List<String> MARKS =
      List.of("/run/reboot-required", "/var/run/reboot-required");

  private PendingReboot() {}

  static Answer answer(Look look) {
    if (KernelProbes.inContainer(look)) {
      return Answer.unknown("a container has its host's kernel, not one of its own");
    }
    Release running = Release.of(look);
    look.cite(Release.class);
    Optional<List<Image>> found = Image.all(look);
    List<Image> images = found.orElse(List.of()).stream().filter(Image::named).toList();
    Optional<Image> newest = newest(images, running.text());
    if (MARKS.stream().anyMatch(mark -> look.stat(mark).seen())) {
      return Answer.fail(
          newest.map(Image::release).orElse("reboot-required"),
          "the distribution asks for a reboot");
    }
    if (newest.isEmpty() && !found.orElse(List.of()).isEmpty()) {
      return Answer.unknown("the releases of the kernels in /boot could not be read");
    }
    if (newest.isEmpty()) {
      return found.isPresent()
          ? Answer.notApplicable("/boot holds no kernel: this one was started from elsewhere")
          : Answer.unknown("no kernel image was found");
    }
    return compared(look, running.text(), newest.get(), images);
  }

  private static Answer compared(Look look, String running, Image newest, List<Image> images) {
    int order = Versions.compare(newest.release(), running);
    if (order > 0) {
      return Answer.fail(
          newest.release(), newest.release() + " is installed and " + running + " runs");
    }
    Optional<String> other =
        images.stream()
            .map(Image::release)
            .filter(r -> Versions.compare(Image.numbers(r), Image.numbers(running)) > 0)
            .findFirst();
    if (other.isPresent()) {
      return Answer.warn(
          other.get(), "of another kind, and newer than " + running + ", is " + other.get());
    }
    Optional<Image> same = images.stream().filter(i -> i.release().equals(running)).findFirst();
    if (same.isEmpty()) {
      return Answer.unknown("the running " + running + " has no image here to compare with");
    }
    Got<String> build = look.word("/proc/sys/kernel/version");
    String installed = same.get().build();
    if (installed.isEmpty() || !build.seen()) {
      return Answer.unknown(
          running, "the build of " + same.get().path() + " could not be compared");
    }
    return installed.equals(build.get())
        ? Answer.pass(running, "the newest kernel on disk runs")
        : Answer.fail(
            running + " " + installed,
            "the same release was built again: " + build.get() + " runs");
  }

  /** Of the running kernel's flavour if there is one of it, else of all. */
  private static Optional<Image> newest(List<Image> images, String running) {
    List<Image> alike =
        images.stream()
            .filter(i -> Image.flavour(i.release()).equals(Image.flavour(running)))
            .toList();
    return (alike.isEmpty() ? images : alike)
        .stream().max(Comparator.comparing(Image::release, Versions::compare));
  }
}
