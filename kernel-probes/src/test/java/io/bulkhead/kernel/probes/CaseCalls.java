package io.bulkhead.kernel.probes;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The system calls of a truth case. A call that is not listed is no data; names are compared
 * without blanks and by the words that matter, because their spelling is free.
 */
final class CaseCalls implements HostCalls {
  private final Map<String, JsonNode> answers = new LinkedHashMap<>();
  private final CaseFiles files;
  private final String machine;

  CaseCalls(JsonNode syscalls, CaseFiles files, String machine) {
    syscalls.properties().forEach(e -> answers.put(bare(e.getKey()), e.getValue()));
    this.files = files;
    this.machine = machine;
  }

  private static String bare(String name) {
    return name.replaceAll("[\\s\"']", "").toLowerCase(Locale.ROOT);
  }

  static String errno(JsonNode node) {
    return node.isNumber() ? HostCalls.name(node.asInt()) : node.asText();
  }

  /** The first answer whose name holds all the words. */
  private Got<JsonNode> answer(String... words) {
    for (Map.Entry<String, JsonNode> e : answers.entrySet()) {
      boolean all = true;
      for (String word : words) {
        all &= e.getKey().contains(bare(word));
      }
      if (all) {
        return failed(e.getValue());
      }
    }
    return Got.error(Got.NO_DATA);
  }

  private static Got<JsonNode> failed(JsonNode node) {
    boolean negative = (node.isNumber() && node.asLong() < 0) || node.path("ret").asLong(0) < 0;
    if (negative || (node.has("errno") && !node.path("errno").asText("0").equals("0"))) {
      return Got.error(
          node.has("errno")
              ? errno(node.get("errno"))
              : node.isNumber() ? HostCalls.name((int) -node.asLong()) : "errno");
    }
    return Got.of(node);
  }

  private static long ret(JsonNode node) {
    return node.isNumber() ? node.asLong() : node.path("ret").asLong(0);
  }

  @Override
  public Got<FileSystem> statfs(String path) {
    Got<JsonNode> found = answer("statfs(" + path + ")");
    return found.map(
        n -> new FileSystem(n.path("f_type").asLong() & 0xffffffffL, n.path("f_flags").asLong(0)));
  }

  @Override
  public Got<Place> statx(String path) {
    return answer("statx(" + path + ")")
        .map(
            n ->
                new Place(
                    n.path("dev").asText(),
                    n.path("mnt_id").asLong(0),
                    n.path("mount_root").asBoolean(false)));
  }

  @Override
  public Got<byte[]> xattr(String path, String name) {
    JsonNode stat = files.node(path).path("stat");
    if (stat.path("xattr").has(name)) {
      String value = stat.path("xattr").get(name).asText();
      return Got.of(
          value.matches("([0-9a-fA-F]{2})+")
              ? HexFormat.of().parseHex(value)
              : value.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    JsonNode errno = stat.path("xattr_errno");
    if (!errno.isMissingNode()) {
      return Got.error(errno(errno.isObject() ? errno.path(name) : errno));
    }
    Got<JsonNode> call = answer("getxattr(" + path, name);
    if (!call.is(Got.NO_DATA)) {
      return call.map(n -> HexFormat.of().parseHex(n.path("hex").asText("")));
    }
    return files.stat(path).seen().isPresent() ? Got.error("ENODATA") : Got.error("ENOENT");
  }

  @Override
  public Got<String> machine() {
    return machine.isEmpty() ? Got.error(Got.NO_DATA) : Got.of(machine);
  }

  @Override
  public Got<List<String>> securityModules() {
    return answer("lsm_list_modules").map(CaseCalls::modules);
  }

  private static List<String> modules(JsonNode node) {
    JsonNode ids = node.isArray() ? node : node.has("ids") ? node.get("ids") : node.path("names");
    List<String> names = new ArrayList<>();
    ids.forEach(
        id ->
            names.add(
                id.isNumber()
                    ? io.bulkhead.kernel.nativeaccess.KernelModules.name(id.asLong())
                    : id.asText()));
    return names;
  }

  @Override
  public Got<Long> landlockAbi() {
    return answer("landlock_create_ruleset").map(CaseCalls::ret);
  }

  @Override
  public Got<Long> seccompFilter() {
    return answer("set_seccomp").map(CaseCalls::ret);
  }

  @Override
  public Got<Long> boundingSet(int capability) {
    return answer("capbset_read," + capability + ")").map(CaseCalls::ret);
  }

  @Override
  public Got<Long> random() {
    return answer("getrandom").map(CaseCalls::ret);
  }

  @Override
  public Got<AuditStatus> auditStatus() {
    return answer("audit_get")
        .map(
            n -> {
              if (n.has("hex")) {
                ByteBuffer b =
                    ByteBuffer.wrap(HexFormat.of().parseHex(n.get("hex").asText()))
                        .order(ByteOrder.LITTLE_ENDIAN);
                return new AuditStatus(b.getInt(4), b.getInt(12), b.getInt(24));
              }
              JsonNode s = n.has("status") ? n.get("status") : n;
              return new AuditStatus(
                  s.path("enabled").asLong(0), s.path("pid").asLong(0), s.path("lost").asLong(0));
            });
  }

  @Override
  public Got<List<AuditRule>> auditRules() {
    Got<JsonNode> found = answer("audit_list");
    return found.map(n -> rules(n.isArray() ? n : n.path("rules")));
  }

  private static List<AuditRule> rules(JsonNode list) {
    List<AuditRule> rules = new ArrayList<>();
    for (JsonNode n : list) {
      if (n.isTextual()) {
        rules.add(CaseRules.parse(n.asText()));
      } else if (n.has("hex")) {
        rules.add(
            io.bulkhead.kernel.nativeaccess.AuditMessages.rule(
                HexFormat.of().parseHex(n.get("hex").asText())));
      } else {
        String directory = n.path("dir").isTextual() ? n.get("dir").asText() : "";
        String path = n.path("path").asText(n.path("watch").asText(directory));
        boolean dir =
            !directory.isEmpty()
                || n.path("dir").asBoolean(false)
                || n.path("directory").asBoolean(false);
        JsonNode perm = n.has("perm") ? n.get("perm") : n.path("perms");
        rules.add(
            new AuditRule(
                path,
                dir,
                perm.isNumber() ? CaseRules.letters(perm.asInt()) : perm.asText("rwxa"),
                n.path("key").asText("")));
      }
    }
    return rules;
  }

  @Override
  public Got<Long> deviceFilters(String cgroup) {
    Got<JsonNode> exact = answer("bpf", cgroup + ")");
    Got<JsonNode> any = exact.is(Got.NO_DATA) ? answer("bpf_prog_query") : exact;
    return any.map(n -> n.has("prog_cnt") ? n.get("prog_cnt").asLong() : ret(n));
  }

  @Override
  public Got<Set<Integer>> entryTypes(String directory) {
    return answer("getdents64(" + directory)
        .map(
            n -> {
              Set<Integer> types = new HashSet<>();
              JsonNode list = n.isArray() ? n : n.has("types") ? n.get("types") : n.path("entries");
              list.forEach(
                  t -> {
                    boolean dots = t.path("name").asText("").matches("\\.\\.?");
                    if (!dots) {
                      types.add(
                          t.isNumber()
                              ? t.asInt()
                              : t.path("type").asInt(t.path("d_type").asInt(0)));
                    }
                  });
              return types;
            });
  }

  @Override
  public Got<Peer> peer(String socket) {
    Got<JsonNode> found = answer("so_peercred");
    return (found.is(Got.NO_DATA) ? answer("getsockopt") : found)
        .map(
            n ->
                new Peer(n.path("pid").asInt(0), n.path("uid").asLong(0), n.path("gid").asLong(0)));
  }

  @Override
  public Got<List<UnixSocket>> unixSockets() {
    Got<JsonNode> found = answer("sock_diag");
    return (found.is(Got.NO_DATA) ? answer("unix_diag") : found)
        .map(
            n -> {
              List<UnixSocket> sockets = new ArrayList<>();
              JsonNode list = n.isArray() ? n : n.path("sockets");
              list.forEach(
                  s ->
                      sockets.add(
                          new UnixSocket(
                              s.path("ino").asLong(s.path("inode").asLong(0)),
                              s.path("name").asText(s.path("path").asText("")),
                              s.path("state").asInt(1),
                              s.path("peer").asLong(0))));
              return sockets;
            });
  }

  @Override
  public Got<Boolean> selinuxContext(String context) {
    Got<JsonNode> found = answer("/sys/fs/selinux/context");
    return found.is("EINVAL") ? Got.of(false) : found.map(n -> true);
  }
}
