package dev.seshat.link;

import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/// The text of a part of a page, a line to a paragraph, list item, heading or row, as far as so many characters go.
final class BlockText implements NodeVisitor {
  private static final Set<String> INVISIBLE =
      Set.of(
          "script", "style", "noscript", "template", "svg", "iframe", "object", "head", "select");

  private final StringBuilder text = new StringBuilder();
  private final int max;
  private int hidden;

  private BlockText(int max) {
    this.max = max;
  }

  /// At most `max` characters and one more, by which a caller sees that there is more.
  static String of(Element part, int max) {
    BlockText visitor = new BlockText(max + 1);
    NodeTraversor.traverse(visitor, part);
    return visitor.text.toString().strip();
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof Element element) {
      hidden += INVISIBLE.contains(element.normalName()) ? 1 : 0;
      breakLine(element);
    } else if (node instanceof TextNode words && hidden == 0) {
      append(words.getWholeText());
    }
  }

  @Override
  public void tail(Node node, int depth) {
    if (node instanceof Element element) {
      hidden -= INVISIBLE.contains(element.normalName()) ? 1 : 0;
      breakLine(element);
    }
  }

  private void breakLine(Element element) {
    boolean breaks = element.isBlock() || element.normalName().equals("br");
    if (breaks && !text.isEmpty() && last() != '\n') {
      if (last() == ' ') {
        text.setLength(text.length() - 1);
      }
      text.append('\n');
    }
  }

  private void append(String words) {
    for (int i = 0; i < words.length() && text.length() < max; i++) {
      char c = words.charAt(i);
      if (!Character.isWhitespace(c) && !Character.isISOControl(c) && c != '\u00A0') {
        text.append(c);
      } else if (!text.isEmpty() && last() != ' ' && last() != '\n') {
        text.append(' ');
      }
    }
  }

  private char last() {
    return text.charAt(text.length() - 1);
  }
}
