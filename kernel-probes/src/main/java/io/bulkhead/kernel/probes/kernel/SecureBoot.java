package io.bulkhead.kernel.probes.kernel;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.facts.LsmStack;
import java.util.List;

/** UEFI Secure Boot: variables of four bytes of attributes and one byte of value. */
final class SecureBoot {
  private static final String FIRMWARE = "/sys/firmware";
  private static final String VARIABLES = FIRMWARE + "/efi/efivars/";
  private static final String VENDOR = "-8be4df61-93ca-11d2-aa0d-00e098032b8c";

  private SecureBoot() {}

  static Answer answer(Look look) {
    Got<byte[]> enabled = variable(look, "SecureBoot");
    if (!enabled.seen()) {
      return without(look, enabled);
    }
    Got<byte[]> setup = variable(look, "SetupMode");
    if (last(enabled) == 1 && last(setup) == 1) {
      return Answer.warn(false, "Secure Boot is on and in setup mode: keys can still be changed");
    }
    if (last(enabled) == 1) {
      return Answer.pass(true, "Secure Boot is on");
    }
    return LsmStack.lockdownWanted(look)
        ? Answer.fail(
            false,
            "Secure Boot is off, so that the kernel's lockdown can be got round at the next boot")
        : Answer.info(false, "Secure Boot is off");
  }

  private static Answer without(Look look, Got<byte[]> variable) {
    if (variable.denied()) {
      return Answer.unseen("Secure Boot", variable);
    }
    Got<List<String>> firmware = look.list(FIRMWARE);
    look.note(FIRMWARE, firmware.seen() ? String.join(" ", firmware.get()) : firmware.why());
    boolean masked = firmware.seen() && firmware.get().isEmpty();
    if (masked || KernelProbes.inContainer(look)) {
      return Answer.unknown("the firmware is hidden, as container engines do");
    }
    boolean efi = firmware.or(List.of()).contains("efi") || look.exists(FIRMWARE + "/efi");
    return efi
        ? Answer.unknown("the variable is not there, or efivarfs is not mounted")
        : Answer.notApplicable("not started by UEFI");
  }

  private static Got<byte[]> variable(Look look, String name) {
    Got<byte[]> bytes = look.bytes(VARIABLES + name + VENDOR);
    look.note(VARIABLES + name + VENDOR, bytes.seen() ? "value " + last(bytes) : bytes.why());
    return bytes.then(
        b -> b.length == 5 ? Got.of(b) : Got.<byte[]>error("has " + b.length + " bytes, not 5"));
  }

  private static int last(Got<byte[]> variable) {
    return variable.map(b -> b.length == 0 ? 0 : (int) b[b.length - 1]).or(0);
  }
}
