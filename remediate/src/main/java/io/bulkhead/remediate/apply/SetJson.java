package io.bulkhead.remediate.apply;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Made;
import io.bulkhead.remediate.Setting;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.Undo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * JSON of what is kept about a change set: records by their components, sealed types by a short
 * name out of a closed list.
 */
final class SetJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .visibility(PropertyAccessor.ALL, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .addMixIn(Step.class, StepNames.class)
          .addMixIn(Edit.class, EditNames.class)
          .addMixIn(Setting.class, SettingNames.class)
          .addMixIn(FileState.class, FileStateNames.class)
          .addMixIn(Made.class, MadeNames.class)
          .addMixIn(Undo.class, UndoNames.class)
          .addMixIn(ConfigValue.class, ConfigValueNames.class)
          .build();

  private SetJson() {}

  static byte[] write(Object value) {
    try {
      String text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
      return (text + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + value.getClass().getName(), e);
    }
  }

  static <T> T read(byte[] json, Class<T> type) throws IOException {
    return MAPPER.readValue(json, type);
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Step.PutFile.class, name = "file"),
    @JsonSubTypes.Type(value = Step.SetAttributes.class, name = "attributes"),
    @JsonSubTypes.Type(value = Step.Directory.class, name = "directory"),
    @JsonSubTypes.Type(value = Step.Reread.class, name = "reread"),
    @JsonSubTypes.Type(value = Step.SetValue.class, name = "value"),
    @JsonSubTypes.Type(value = Step.Engine.class, name = "engine")
  })
  private interface StepNames {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "op")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Edit.Key.class, name = "key"),
    @JsonSubTypes.Type(value = Edit.Flag.class, name = "flag"),
    @JsonSubTypes.Type(value = Edit.Attribute.class, name = "attribute"),
    @JsonSubTypes.Type(value = Edit.Text.class, name = "text"),
    @JsonSubTypes.Type(value = Edit.Line.class, name = "line"),
    @JsonSubTypes.Type(value = Edit.Mint.class, name = "mint"),
    @JsonSubTypes.Type(value = Edit.Directory.class, name = "directory"),
    @JsonSubTypes.Type(value = Edit.Value.class, name = "value")
  })
  private interface EditNames {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "of")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Setting.Sysctl.class, name = "sysctl"),
    @JsonSubTypes.Type(value = Setting.Rule.class, name = "firewall"),
    @JsonSubTypes.Type(value = Setting.Member.class, name = "group"),
    @JsonSubTypes.Type(value = Setting.Profiles.class, name = "apparmor"),
    @JsonSubTypes.Type(value = Setting.AccessList.class, name = "access-list"),
    @JsonSubTypes.Type(value = Setting.Limit.class, name = "container")
  })
  private interface SettingNames {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = FileState.Missing.class, name = "missing"),
    @JsonSubTypes.Type(value = FileState.Made.class, name = "made"),
    @JsonSubTypes.Type(value = FileState.Regular.class, name = "regular")
  })
  private interface FileStateNames {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "made")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Made.Key.class, name = "key"),
    @JsonSubTypes.Type(value = Made.Certificate.class, name = "certificate"),
    @JsonSubTypes.Type(value = Made.Copy.class, name = "copy")
  })
  private interface MadeNames {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "class")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Undo.Exact.class, name = "exact"),
    @JsonSubTypes.Type(value = Undo.SameEffect.class, name = "same-effect"),
    @JsonSubTypes.Type(value = Undo.OneWay.class, name = "one-way")
  })
  private interface UndoNames {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = ConfigValue.Bool.class, name = "bool"),
    @JsonSubTypes.Type(value = ConfigValue.Num.class, name = "number"),
    @JsonSubTypes.Type(value = ConfigValue.Text.class, name = "text"),
    @JsonSubTypes.Type(value = ConfigValue.Items.class, name = "items"),
    @JsonSubTypes.Type(value = ConfigValue.Table.class, name = "table"),
    @JsonSubTypes.Type(value = ConfigValue.Null.class, name = "null")
  })
  private interface ConfigValueNames {}
}
