package io.bulkhead.remediate.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bulkhead.remediate.Setting;

/** What a value belongs to, as JSON. */
final class SettingJson {
  private SettingJson() {}

  static ObjectNode write(Setting setting) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (setting instanceof Setting.Sysctl sysctl) {
      node.put("of", "sysctl").put("key", sysctl.key());
    } else if (setting instanceof Setting.Rule rule) {
      node.put("of", "firewall").put("program", rule.program()).put("chain", rule.chain());
      ArrayNode match = node.putArray("match");
      rule.match().forEach(match::add);
      node.put("comment", rule.comment());
    } else if (setting instanceof Setting.Member member) {
      node.put("of", "group").put("group", member.group()).put("user", member.user());
    } else if (setting instanceof Setting.Profiles profiles) {
      node.put("of", "apparmor").put("directory", profiles.directory());
    } else if (setting instanceof Setting.AccessList list) {
      node.put("of", "access-list").put("path", list.path());
    } else if (setting instanceof Setting.Limit limit) {
      node.put("of", "container").put("container", limit.container()).put("name", limit.name());
      node.put("field", limit.field());
    }
    return node;
  }

  static Setting read(JsonNode t) {
    String of = Fields.text(t, "of");
    return switch (of) {
      case "sysctl" -> new Setting.Sysctl(Fields.text(t, "key"));
      case "firewall" ->
          new Setting.Rule(
              Fields.text(t, "program"),
              Fields.text(t, "chain"),
              Fields.texts(t, "match"),
              Fields.text(t, "comment"));
      case "group" -> new Setting.Member(Fields.text(t, "group"), Fields.text(t, "user"));
      case "apparmor" -> new Setting.Profiles(Fields.text(t, "directory"));
      case "access-list" -> new Setting.AccessList(Fields.text(t, "path"));
      case "container" ->
          new Setting.Limit(
              Fields.text(t, "container"), Fields.text(t, "name"), Fields.text(t, "field"));
      default -> throw new IllegalArgumentException("unknown setting '" + of + "'");
    };
  }
}
