package io.bulkhead.daemon.validate;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses and networks as text; names are never looked up. */
final class Addresses {
  private static final Pattern V4 = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private Addresses() {}

  /**
   * A network.
   *
   * @param bits of an address: 32 or 128
   * @param host the part of the address behind the prefix
   */
  record Network(int bits, int prefix, BigInteger host) {
    /** True if the address names the network itself, not a machine in it. */
    boolean bare() {
      return prefix < bits - 1 && host.signum() == 0;
    }
  }

  static boolean ip(String text) {
    return bytes(text).isPresent();
  }

  private static Optional<byte[]> bytes(String text) {
    if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      byte[] address = InetAddress.getByName(text).getAddress();
      return Optional.of(address);
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  static Optional<Network> network(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}")) {
      return Optional.empty();
    }
    Optional<byte[]> address = bytes(text.substring(0, slash));
    int prefix = Integer.parseInt(text.substring(slash + 1));
    if (address.isEmpty() || prefix > address.get().length * 8) {
      return Optional.empty();
    }
    int bits = address.get().length * 8;
    BigInteger mask = BigInteger.ONE.shiftLeft(bits - prefix).subtract(BigInteger.ONE);
    return Optional.of(new Network(bits, prefix, new BigInteger(1, address.get()).and(mask)));
  }

  /** True for {@code host:port} with a numeric port; the host may be empty. */
  static boolean hostPort(String text) {
    int colon = text.lastIndexOf(':');
    return colon >= 0 && text.substring(colon + 1).matches("\\d{1,5}");
  }
}
