package io.bulkhead.cli.formats;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML in which every text and every attribute value is escaped; tags and attribute names
 * are ours.
 */
final class Markup {
  private final Writer out;
  private final Deque<String> open = new ArrayDeque<>();

  Markup(Writer out) {
    this.out = out;
  }

  /**
   * Opens an element.
   *
   * @param attributes names and values by turns
   */
  Markup open(String tag, String... attributes) throws IOException {
    start(tag, attributes);
    open.push(tag);
    return this;
  }

  /** Closes the element opened last. */
  Markup close() throws IOException {
    out.append("</").append(open.pop()).append(">");
    return this;
  }

  /** An element without content, such as {@code meta}. */
  Markup empty(String tag, String... attributes) throws IOException {
    start(tag, attributes);
    return this;
  }

  Markup text(String outside) throws IOException {
    out.append(escaped(outside));
    return this;
  }

  /** An element with a text. */
  Markup element(String tag, String text, String... attributes) throws IOException {
    return open(tag, attributes).text(text).close();
  }

  /** Our own sentences, in which backquotes mark code. */
  Markup prose(String ours) throws IOException {
    boolean code = false;
    for (String part : ours.split("`", -1)) {
      if (code) {
        element("code", part);
      } else {
        text(part);
      }
      code = !code;
    }
    return this;
  }

  /** A whole style sheet or script of ours. */
  Markup verbatim(String tag, String ours) throws IOException {
    out.append("<" + tag + ">").append(ours).append("</" + tag + ">\n");
    return this;
  }

  Markup line() throws IOException {
    out.append('\n');
    return this;
  }

  private void start(String tag, String... attributes) throws IOException {
    out.append('<').append(tag);
    for (int i = 0; i + 1 < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      out.append(escaped(attributes[i + 1])).append('"');
    }
    out.append('>');
  }

  private static String escaped(String outside) {
    return Text.of(outside)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
