package io.bulkhead.daemon.validate;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.daemon.options.Option;
import io.bulkhead.daemon.options.Options;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Values that one key alone makes impossible. */
final class ValueRules {
  static final Pattern SIZE = Pattern.compile("\\d+(\\.\\d+)?\\s?([kKmMgGtTpP])?[iI]?[bB]?");
  private static final List<String> RESERVED =
      List.of("com.docker.", "io.docker.", "org.dockerproject.");
  private static final List<String> SCHEMES = List.of("unix", "tcp", "fd", "npipe");
  private static final List<String> NO_NEGATIVE =
      List.of("mtu", "max-concurrent-downloads", "max-concurrent-uploads", "max-download-attempts");

  private ValueRules() {}

  static void check(Subject subject) {
    for (Option option : Options.all()) {
      String key = option.key();
      if (option.known(subject.version) && subject.given(key)) {
        byType(subject, option);
      }
    }
    labels(subject);
    hosts(subject);
    NO_NEGATIVE.forEach(key -> notNegative(subject, key));
    subject
        .texts("node-generic-resources")
        .forEach(
            r -> {
              if (!r.matches("[^=]+=.+")) {
                subject.stops(
                    "node-generic-resources", "'" + r + "' is no NAME=VALUE", "write NAME=VALUE");
              }
            });
    metrics(subject);
    minApi(subject);
    execOpts(subject);
    String proxy = subject.text("userland-proxy-path");
    if (!proxy.isEmpty()
        && !proxy.startsWith("/")
        && !subject.before(25, 0)
        && subject.on("userland-proxy")) {
      subject.stops(
          "userland-proxy-path", "'" + proxy + "' is not absolute", "write the whole path");
    }
    if (subject.inFile("rootless").map(ConfigValue::isTrue).orElse(false)) {
      subject.doubtful(
          "rootless", "works only where rootlesskit starts the engine", "leave it to its script");
    }
    String root = subject.text("data-root");
    if (!root.isEmpty() && !root.startsWith("/")) {
      subject.doubtful(
          "data-root", "'" + root + "' depends on the working directory", "write the whole path");
    }
  }

  private static void byType(Subject subject, Option option) {
    ConfigValue value = subject.effective(option.key());
    String text = value instanceof ConfigValue.Text t ? t.value() : "";
    switch (option.type()) {
      case IP -> ip(subject, option.key(), text);
      case IPS -> subject.texts(option.key()).forEach(t -> ip(subject, option.key(), t));
      case CIDR -> {
        if (!text.isEmpty() && Addresses.network(text).isEmpty()) {
          subject.stops(
              option.key(), "'" + text + "' is no ADDRESS/PREFIX", "write it as 10.0.0.1/24");
        }
      }
      case SIZE -> {
        if (!text.isEmpty() && !SIZE.matcher(text).matches()) {
          subject.stops(option.key(), "'" + text + "' is no size", "write it as 64M");
        }
      }
      default -> allowed(subject, option, text);
    }
  }

  private static void ip(Subject subject, String key, String text) {
    if (!text.isEmpty() && !Addresses.ip(text)) {
      subject.stops(key, "'" + text + "' is no IP address", "write an address");
    }
  }

  private static void allowed(Subject subject, Option option, String text) {
    String seen = option.key().equals("log-level") ? text.toLowerCase(Locale.ROOT) : text;
    if (!option.allowed().isEmpty() && !seen.isEmpty() && !option.allowed().contains(seen)) {
      subject.stops(
          option.key(),
          "'" + text + "' is not possible",
          "use one of " + String.join(", ", option.allowed()));
    }
  }

  private static void notNegative(Subject subject, String key) {
    if (subject.effective(key) instanceof ConfigValue.Num n && n.spelling().startsWith("-")) {
      subject.stops(key, n.spelling() + " is negative", "write a positive number");
    }
  }

  private static void labels(Subject subject) {
    Map<String, String> seen = new HashMap<>();
    for (String label : subject.texts("labels")) {
      int equals = label.indexOf('=');
      if (equals < 1) {
        subject.stops("labels", "'" + label + "' is no KEY=VALUE", "write KEY=VALUE");
        continue;
      }
      if (RESERVED.stream().anyMatch(label.toLowerCase(Locale.ROOT)::startsWith)) {
        subject.stops("labels", "'" + label + "' is in a reserved name space", "use another name");
      }
      String value = label.substring(equals + 1);
      String other = seen.put(label.substring(0, equals), value);
      if (other != null && !other.equals(value)) {
        subject.stops("labels", "'" + label.substring(0, equals) + "' has two values", "keep one");
      }
    }
  }

  private static void hosts(Subject subject) {
    for (String host : subject.texts("hosts")) {
      int scheme = host.indexOf("://");
      if (scheme >= 0 && !SCHEMES.contains(host.substring(0, scheme))) {
        subject.stops(
            "hosts", "'" + host + "' is no address to listen on", "use unix://, tcp:// or fd://");
      }
    }
  }

  private static void metrics(Subject subject) {
    String address = subject.text("metrics-addr");
    if (!address.isEmpty() && !Addresses.hostPort(address)) {
      subject.stops("metrics-addr", "'" + address + "' is no ADDRESS:PORT", "write 127.0.0.1:9323");
    }
  }

  private static void minApi(Subject subject) {
    if (!subject.given("min-api-version") || subject.before(29, 0)) {
      return;
    }
    String text = subject.text("min-api-version");
    boolean right = text.matches("1\\.\\d{2}") && Integer.parseInt(text.substring(2)) >= 24;
    if (!right) {
      subject.stops(
          "min-api-version", "'" + text + "' is no API version from 1.24 on", "write 1.44");
    }
  }

  private static void execOpts(Subject subject) {
    boolean systemd = false;
    for (String opt : subject.texts("exec-opts")) {
      String[] sides = opt.split("=", 2);
      if (!sides[0].equals("native.cgroupdriver") || sides.length < 2) {
        if (subject.before(28, 0) && sides.length == 2) {
          subject.ignored("exec-opts", "'" + opt + "' is not known and ignored", "remove it");
        } else {
          subject.stops("exec-opts", "'" + opt + "' is not known", "remove it");
        }
      } else if (!List.of("systemd", "cgroupfs", "").contains(sides[1])) {
        subject.stops(
            "exec-opts", "no cgroup driver '" + sides[1] + "'", "use systemd or cgroupfs");
      } else {
        systemd = sides[1].equals("systemd");
      }
    }
    String parent = subject.text("cgroup-parent");
    if (systemd && !parent.isEmpty() && !parent.endsWith(".slice")) {
      subject.stops(
          "cgroup-parent",
          "'" + parent + "' is no slice, and systemd manages the cgroups",
          "name a .slice");
    }
  }
}
