package io.bulkhead.kernel.probes.facts;

import io.bulkhead.kernel.probes.Look;
import java.util.Locale;
import java.util.Map;

/**
 * The hypervisor, as far as it shows.
 *
 * @param kind a short name; empty if nothing tells of one, which proves no bare metal
 * @param vendor vendor and product of the machine from DMI
 */
public record Virtualization(String kind, String vendor) {
  private static final Map<String, String> VENDORS =
      Map.of(
          "Amazon EC2", "amazon",
          "Google", "google",
          "QEMU", "qemu",
          "VMware, Inc.", "vmware",
          "innotek GmbH", "virtualbox",
          "Xen", "xen",
          "DigitalOcean", "digitalocean",
          "OpenStack Foundation", "openstack",
          "Hetzner", "hetzner",
          "Alibaba Cloud", "alibaba");

  public static Virtualization of(Look look) {
    return look.background(Virtualization.class, Virtualization::read);
  }

  private static Virtualization read(Look look) {
    String vendor = look.word("/sys/class/dmi/id/sys_vendor").or("");
    String product = look.word("/sys/class/dmi/id/product_name").or("");
    return new Virtualization(kind(look, vendor, product), (vendor + " " + product).strip());
  }

  private static String kind(Look look, String vendor, String product) {
    String release = Release.of(look).text().toLowerCase(Locale.ROOT);
    if (release.contains("microsoft")) {
      return "wsl2";
    }
    if (release.contains("linuxkit")) {
      return "linuxkit";
    }
    if (look.word("/proc/version").or("").startsWith("Linux version 4.4.0 ")) {
      return "gvisor";
    }
    String type = look.word("/sys/hypervisor/type").or("");
    if (!type.isEmpty()) {
      return type;
    }
    if (vendor.equals("Microsoft Corporation") && product.equals("Virtual Machine")) {
      return "hyper-v";
    }
    String known = VENDORS.getOrDefault(vendor, product.startsWith("KVM") ? "kvm" : "");
    if (!known.isEmpty()) {
      return known;
    }
    if (hypervisorFlag(look)) {
      return "hypervisor";
    }
    return look.word("/proc/device-tree/hypervisor/compatible").or("");
  }

  private static boolean hypervisorFlag(Look look) {
    for (String line : look.raw("/proc/cpuinfo").or("").split("\n")) {
      if (line.startsWith("flags")) {
        boolean flag = (line + " ").contains(" hypervisor ");
        look.note("/proc/cpuinfo", flag ? "flag hypervisor" : "no flag hypervisor");
        return flag;
      }
    }
    return false;
  }

  public boolean virtual() {
    return !kind.isEmpty();
  }
}
