package io.bulkhead.kernel.sockets;

import io.bulkhead.audit.snapshot.HostNetwork.Address;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses of a network namespace from its tables in /proc/PID/net: fib_trie and route for
 * IPv4, if_inet6 for IPv6.
 */
final class LocalAddresses {
  private static final Pattern LEAF = Pattern.compile("\\|-- ([0-9.]+)");
  private static final String OWN = "/32 host LOCAL";
  private static final String GLOBAL = "00";

  private LocalAddresses() {}

  /** IPv4 addresses without loopback, each once; the device is that of the longest route. */
  static List<Address> v4(List<String> trie, List<String> routes) {
    Set<String> own = new LinkedHashSet<>();
    String leaf = "";
    for (String line : trie) {
      Matcher matcher = LEAF.matcher(line);
      if (matcher.find()) {
        leaf = matcher.group(1);
      } else if (line.strip().equals(OWN) && !leaf.startsWith("127.")) {
        own.add(leaf);
      }
    }
    return own.stream().map(text -> new Address(text, device(text, routes))).toList();
  }

  /** Columns of route: device, destination, gateway, flags, …, mask as the eighth; hexadecimal. */
  private static String device(String address, List<String> routes) {
    String best = "";
    long length = -1;
    for (String line : routes) {
      String[] columns = line.strip().split("\\s+");
      if (columns.length < 8 || columns[1].length() != 8 || columns[7].length() != 8) {
        continue;
      }
      long mask = number(Addresses.text(columns[7]));
      long destination = number(Addresses.text(columns[1]));
      if (mask > length && (number(address) & mask) == destination && mask != 0) {
        best = columns[0];
        length = mask;
      }
    }
    return best;
  }

  private static long number(String dotted) {
    long value = 0;
    for (String part : dotted.split("\\.")) {
      boolean digits =
          !part.isEmpty() && part.length() < 4 && part.chars().allMatch(Character::isDigit);
      value = value << 8 | (digits ? Long.parseLong(part) : 0);
    }
    return value;
  }

  /** Global IPv6 addresses: address, index, prefix, scope, flags, device. */
  static List<Address> v6(List<String> lines) {
    List<Address> found = new ArrayList<>();
    for (String line : lines) {
      String[] columns = line.strip().split("\\s+");
      if (columns.length == 6
          && columns[3].equals(GLOBAL)
          && columns[0].matches("[0-9a-fA-F]{32}")) {
        found.add(new Address(Addresses.text(words(columns[0])), columns[5]));
      }
    }
    return found;
  }

  /** The table is in network order; socket tables swap the bytes of each word. */
  private static String words(String hex) {
    StringBuilder swapped = new StringBuilder();
    for (int word = 0; word < 4; word++) {
      for (int i = 3; i >= 0; i--) {
        swapped.append(hex, word * 8 + i * 2, word * 8 + i * 2 + 2);
      }
    }
    return swapped.toString();
  }
}
