package dev.seshat.server.web;

import gg.jte.Content;
import java.util.List;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;

/// Markdown from anywhere as harmless HTML: tags are shown as text, only http, https and mailto links lead anywhere,
/// and a picture is a link, so that reading a session never asks another server for anything.
public final class Markdown {
  private static final Parser PARSER =
      Parser.builder()
          .extensions(List.of(TablesExtension.create()))
          .maxOpenBlockParsers(64)
          .build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder()
          .extensions(List.of(TablesExtension.create()))
          .escapeHtml(true)
          .sanitizeUrls(true)
          .urlSanitizer(new DefaultUrlSanitizer(List.of("http", "https", "mailto")))
          .softbreak("<br>\n")
          .attributeProviderFactory(context -> Markdown::attributes)
          .nodeRendererFactory(PictureAsLink::new)
          .build();

  private Markdown() {}

  /// The text as HTML that a template may write as it is.
  public static Content of(String text) {
    String html = html(text);
    return output -> output.writeContent(html);
  }

  static String html(String text) {
    try {
      return RENDERER.render(PARSER.parse(text));
    } catch (StackOverflowError e) {
      // Emphasis or links nested thousands deep: nothing a person wrote to be read as Markdown.
      return "<pre>" + escaped(text) + "</pre>";
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static void attributes(Node node, String tag, Map<String, String> attributes) {
    if (node instanceof Link && tag.equals("a")) {
      attributes.put("rel", "noopener noreferrer nofollow");
      attributes.put("target", "_blank");
    }
    if (tag.equals("table")) {
      // a wide one scrolls within itself, also for whoever has no pointer
      attributes.put("tabindex", "0");
    }
    if (tag.equals("td") || tag.equals("th")) {
      // The policy of the page forbids style, which the alignment of columns would be.
      attributes.remove("style");
    }
  }

  private record PictureAsLink(HtmlNodeRendererContext context) implements NodeRenderer {
    @Override
    public java.util.Set<Class<? extends Node>> getNodeTypes() {
      return java.util.Set.of(Image.class);
    }

    @Override
    public void render(Node node) {
      Link link = new Link(((Image) node).getDestination(), null);
      node.appendChild(new org.commonmark.node.Text(" (picture)"));
      while (node.getFirstChild() != null) {
        link.appendChild(node.getFirstChild());
      }
      context.render(link);
    }
  }
}
