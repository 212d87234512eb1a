package io.bulkhead.kernel.probes.lsm;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.EngineFacts.Box;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.facts.BoxStatus;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether containers carry a label: what the kernel says about running ones outweighs claims. */
final class DockerConfinement {
  private DockerConfinement() {}

  static Answer answer(Look look) {
    Optional<List<Box>> boxes = BoxStatus.boxes(look);
    if (look.engine().rootless()) {
      return Answer.info("rootless", "a rootless engine cannot label its containers");
    }
    List<Box> running = boxes.orElse(List.of());
    if (running.isEmpty()) {
      Answer will = AppArmorProbes.willUse(look);
      boolean labels = Boolean.TRUE.equals(will.value());
      return Answer.unknown(
          labels ? "docker-default?" : null, "a prediction: no running container proves it");
    }
    Set<String> labels = new LinkedHashSet<>();
    List<String> bad = new ArrayList<>();
    List<String> unread = new ArrayList<>();
    boolean shared = false;
    for (Box box : running) {
      claimed(look, box);
      Got<String> label = label(look, box);
      if (!label.seen()) {
        unread.add("the label of process " + box.pid() + " could not be read: " + label.why());
        continue;
      }
      labels.add(label.get());
      shared |= label.get().endsWith("_t") && !categories(look, box);
      if (!confined(label.get())) {
        bad.add(label.get());
      }
    }
    if (!bad.isEmpty()) {
      return Answer.fail(
          one(bad), bad.size() + " of " + running.size() + " running containers are not confined");
    }
    if (!unread.isEmpty()) {
      return Answer.unknown(unread.get(0));
    }
    return ofLabels(look, List.copyOf(labels), shared);
  }

  private static Answer ofLabels(Look look, List<String> labels, boolean shared) {
    if (labels.stream().anyMatch(label -> label.endsWith("_t")) && SelinuxProbes.permissive(look)) {
      return Answer.fail(one(labels), "SELinux is permissive: it logs what it would deny");
    }
    return shared
        ? Answer.warn(one(labels), "a container has a domain and no categories")
        : Answer.pass(one(labels), "every running container carries a label");
  }

  private static boolean categories(Look look, Box box) {
    return SelinuxProbes.apart(look.word("/proc/" + box.pid() + "/attr/current").or(""));
  }

  private static void claimed(Look look, Box box) {
    if (!box.appArmor().isEmpty()) {
      look.claim("GET /containers/" + box.shortId() + "/json AppArmorProfile", box.appArmor());
    }
  }

  private static Object one(List<String> labels) {
    List<String> distinct = labels.stream().distinct().toList();
    return distinct.size() == 1 ? distinct.get(0) : distinct;
  }

  /**
   * AppArmor's label by its name, SELinux's by its type. Where SELinux runs, AppArmor's own file is
   * there and answers EINVAL.
   */
  private static Got<String> label(Look look, Box box) {
    Got<String> appArmor = AppArmorProbes.label(look, box.pid());
    return appArmor.seen()
        ? appArmor.map(DockerConfinement::named)
        : look.word("/proc/" + box.pid() + "/attr/current").map(DockerConfinement::named);
  }

  private static String named(String label) {
    if (SelinuxProbes.isContext(label)) {
      return SelinuxProbes.type(label);
    }
    return AppArmorProbes.enforced(label) ? AppArmorProbes.name(label) : label;
  }

  private static boolean confined(String label) {
    if (label.endsWith("_t")) {
      return SelinuxProbes.confined(label);
    }
    return !label.startsWith("unconfined")
        && !label.endsWith("(complain)")
        && !label.endsWith("(unconfined)");
  }
}
