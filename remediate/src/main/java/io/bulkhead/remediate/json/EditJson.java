package io.bulkhead.remediate.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Edit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Logical edits as JSON: what is edited, with both ends, never the content of a file. */
final class EditJson {
  private EditJson() {}

  static ObjectNode write(Edit edit) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("target", edit.target());
    if (edit instanceof Edit.Key key) {
      key(node, key);
    } else if (edit instanceof Edit.Flag flag) {
      node.put("op", flag.given() ? "give-flag" : "drop-flag");
      node.put("unit", flag.unit()).put("key", flag.key()).put("flag", flag.flag());
    } else if (edit instanceof Edit.Attribute attribute) {
      node.put("op", "attributes");
      node.set("before", attributes(attribute.before()));
      node.set("after", attributes(attribute.after()));
    } else if (edit instanceof Edit.Text text) {
      node.put("op", "text");
      whole(node, "before", text.before());
      whole(node, "after", text.after());
    } else if (edit instanceof Edit.Line line) {
      node.put("op", "line");
      line(node, "before", line.before());
      line(node, "after", line.after());
    } else if (edit instanceof Edit.Value value) {
      node.put("op", "value").put("before", value.before()).put("after", value.after());
      node.set("setting", SettingJson.write(value.setting()));
    } else if (edit instanceof Edit.Directory directory) {
      node.put("op", directory.present() ? "make-directory" : "remove-directory");
      node.set("attributes", attributes(directory.attributes()));
    }
    return node;
  }

  private static void key(ObjectNode node, Edit.Key key) {
    node.put("op", key.after() == null ? "remove" : "set");
    node.put("path", Pointer.write(key.path()));
    if (key.before() != null) {
      node.set("before", Values.write(key.before()));
    }
    if (key.after() != null) {
      node.set("after", Values.write(key.after()));
    }
  }

  private static void whole(ObjectNode node, String name, Edit.@Nullable Whole whole) {
    if (whole != null) {
      node.putObject(name)
          .put("sha256", whole.sha256())
          .set("attributes", attributes(whole.attributes()));
    }
  }

  private static void line(ObjectNode node, String name, @Nullable String line) {
    if (line != null) {
      node.put(name, line);
    }
  }

  static ObjectNode attributes(Attributes attributes) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("mode", String.format(Locale.ROOT, "%04o", attributes.mode()))
        .put("uid", attributes.uid())
        .put("gid", attributes.gid());
  }

  static Edit read(JsonNode t) {
    String target = Fields.text(t, "target");
    String op = Fields.text(t, "op");
    return switch (op) {
      case "set", "remove" ->
          new Edit.Key(
              target, Pointer.read(Fields.text(t, "path")), value(t, "before"), value(t, "after"));
      case "drop-flag", "give-flag" ->
          new Edit.Flag(
              target,
              Fields.text(t, "unit"),
              Fields.text(t, "key"),
              Fields.text(t, "flag"),
              op.equals("give-flag"));
      case "attributes" ->
          new Edit.Attribute(
              target,
              attributes(Fields.object(t, "before")),
              attributes(Fields.object(t, "after")));
      case "text" -> new Edit.Text(target, whole(t, "before"), whole(t, "after"));
      case "line" -> new Edit.Line(target, line(t, "before"), line(t, "after"));
      case "value" ->
          new Edit.Value(
              SettingJson.read(Fields.object(t, "setting")),
              Fields.text(t, "before"),
              Fields.text(t, "after"));
      case "make-directory", "remove-directory" ->
          new Edit.Directory(
              target, attributes(Fields.object(t, "attributes")), op.equals("make-directory"));
      default -> throw new IllegalArgumentException("unknown edit '" + op + "'");
    };
  }

  private static @Nullable ConfigValue value(JsonNode t, String name) {
    return t.has(name) ? Values.read(t.get(name)) : null;
  }

  private static Edit.@Nullable Whole whole(JsonNode t, String name) {
    if (!t.has(name)) {
      return null;
    }
    JsonNode whole = Fields.object(t, name);
    return new Edit.Whole(
        Fields.text(whole, "sha256"), attributes(Fields.object(whole, "attributes")));
  }

  private static @Nullable String line(JsonNode t, String name) {
    return t.has(name) ? Fields.text(t, name) : null;
  }

  static Attributes attributes(JsonNode t) {
    String mode = Fields.text(t, "mode");
    if (!mode.matches("[0-7]{4,5}")) {
      throw new IllegalArgumentException("'" + mode + "' is no mode");
    }
    return new Attributes(
        Integer.parseInt(mode, 8), Fields.longNumber(t, "uid"), Fields.longNumber(t, "gid"));
  }
}
