package io.bulkhead.kernel.probes.hardware;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.EngineFacts.Box;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.facts.BoxStatus;
import io.bulkhead.kernel.probes.facts.CgroupView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Devices of the host that reach into containers, by the engine's word and by the kernel's. */
final class DeviceExposure {
  private static final Pattern SENSITIVE =
      Pattern.compile(
          "/dev/(mem|kmem|port|kvm|kmsg|mapper/control|loop.*|sd.*|vd.*|xvd.*|nvme.*|dm-.*|md.*|snd.*|input.*|uinput)");

  /**
   * Every device, block devices, all characters, memory and ports; see mknod(2) and devices.txt.
   */
  private static final Pattern SENSITIVE_RULE =
      Pattern.compile("(a .*|b .*|c \\*:.*|c 1:(\\*|1|2|4)) .*");

  private static final String EVERYTHING = "a *:* rwm";

  private DeviceExposure() {}

  static Answer answer(Look look) {
    Optional<List<Box>> boxes = BoxStatus.boxes(look);
    if (boxes.isEmpty()) {
      return Answer.unknown("the running containers were not seen");
    }
    if (boxes.get().isEmpty()) {
      return Answer.notApplicable("no container runs");
    }
    List<String> exposed = new ArrayList<>();
    List<String> unseen = new ArrayList<>();
    for (Box box : boxes.get()) {
      String id = box.shortId();
      if (box.privileged()) {
        exposed.add(id + ": all");
        continue;
      }
      given(box).forEach(device -> exposed.add(id + ": " + device));
      if (look.engine().rootless()) {
        continue;
      }
      Got<Boolean> filtered = filtered(look, box);
      if (!filtered.seen()) {
        unseen.add(id + ": " + filtered.why());
      } else if (!filtered.get()) {
        exposed.add(id + ": no device filter");
      }
    }
    if (!exposed.isEmpty()) {
      return Answer.fail(exposed, String.join("; ", exposed));
    }
    return unseen.isEmpty()
        ? Answer.pass(
            List.of(),
            look.engine().rootless()
                ? "only what the engine's own user may open"
                : "only the engine's default devices")
        : Answer.unknown("the device filter of " + String.join("; ", unseen));
  }

  /** What the engine was asked to give. */
  private static List<String> given(Box box) {
    List<String> given = new ArrayList<>();
    box.devices().stream()
        .map(device -> device.split(":")[0])
        .filter(device -> SENSITIVE.matcher(device).matches())
        .forEach(given::add);
    box.deviceRules().stream()
        .filter(rule -> SENSITIVE_RULE.matcher(rule.strip()).matches())
        .forEach(rule -> given.add("rule " + rule));
    return given;
  }

  /** Version 1 lists what is allowed, version 2 runs a program. */
  private static Got<Boolean> filtered(Look look, Box box) {
    String cgroup = look.raw("/proc/" + box.pid() + "/cgroup").or("");
    for (String line : cgroup.split("\n")) {
      String[] f = line.split(":", 3);
      if (f.length == 3 && (f[1] + ",").contains("devices,")) {
        return look.word(CgroupView.ROOT + "/devices" + f[2] + "/devices.list")
            .map(list -> !list.contains(EVERYTHING));
      }
    }
    for (String line : cgroup.split("\n")) {
      if (line.startsWith("0::")) {
        return chain(look, line.substring(3).strip());
      }
    }
    return Got.error("its control group was not seen");
  }

  /** A program on the group itself or on any above it filters. */
  private static Got<Boolean> chain(Look look, String group) {
    String base = CgroupView.of(look).unified() ? CgroupView.ROOT : CgroupView.ROOT + "/unified";
    String path = group;
    while (true) {
      String directory = base + path;
      Got<Long> programs =
          look.call(
              "bpf(BPF_PROG_QUERY, " + directory + ")", calls -> calls.deviceFilters(directory));
      if (!programs.seen()) {
        return Got.error(programs.error());
      }
      if (programs.get() > 0) {
        return Got.of(true);
      }
      int slash = path.lastIndexOf('/');
      if (slash <= 0) {
        return Got.of(false);
      }
      path = path.substring(0, slash);
    }
  }
}
