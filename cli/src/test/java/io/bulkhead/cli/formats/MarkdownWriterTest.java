package io.bulkhead.cli.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownWriterTest {
  private static final Parser PARSER =
      Parser.builder()
          .extensions(List.of(AutolinkExtension.create(), TablesExtension.create()))
          .build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>x</script>",
        "[a](https://e.example) ![b](https://e.example/x.png)",
        "https://e.example www.e.example bob@e.example",
        "`a` ``b`` \\` ` <b>",
        "a | b",
        "**bold** _it_ ~~gone~~ # no",
        "&lt;b&gt; &copy;",
        "1. one",
        "- one",
        "$\\sqrt{x}$"
      })
  void text_from_outside_is_shown_as_it_is_and_links_nowhere(String outside) {
    String markdown = Written.as(ReportFormat.MARKDOWN, Written.compared(outside));
    Node page = PARSER.parse(markdown);
    List<Node> wild = new ArrayList<>();
    page.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Link link) {
            wild.add(link);
          }

          @Override
          public void visit(Image image) {
            wild.add(image);
          }

          @Override
          public void visit(HtmlInline html) {
            wild.add(html);
          }

          @Override
          public void visit(HtmlBlock html) {
            wild.add(html);
          }
        });
    assertThat(wild).isEmpty();
    // code is rendered in quotes
    assertThat(TextContentRenderer.builder().build().render(page).replace("\"", ""))
        .contains("container " + outside + ": says " + outside);
  }

  @Test
  void what_passes_is_counted_and_not_listed() {
    List<String> headings = new ArrayList<>();
    Node page = PARSER.parse(Written.as(ReportFormat.MARKDOWN, Written.audit("web")));
    page.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Heading heading) {
            headings.add(TextContentRenderer.builder().build().render(heading));
          }
        });
    assertThat(headings)
        .containsExactly(
            "Docker host audit: web-03",
            "Containers",
            "CTR-001 [5.10] Title of CTR-001",
            "CTR-002 Title of CTR-002",
            "CTR-003 Title of CTR-003",
            "CTR-004 Title of CTR-004");
  }
}
