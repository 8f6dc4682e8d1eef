package dev.seshat.link;

import dev.seshat.Texts;
import dev.seshat.net.HttpAnswer;
import dev.seshat.net.HttpFailure;
import dev.seshat.net.HttpFailure.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.dankito.readability4j.extended.Readability4JExtended;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// Reads what a server sent as text: web pages by their article, other kinds of text as they are.
final class PageContent {
  private static final Set<String> TEXTUAL =
      Set.of(
          "application/json",
          "application/ld+json",
          "application/xml",
          "application/javascript",
          "application/x-yaml",
          "application/yaml",
          "application/toml",
          "application/rss+xml",
          "application/atom+xml");

  /// What is larger or has more parts is read without looking for its article, which takes time by its square.
  private static final int MAX_ARTICLE_HTML = 2 << 20;

  private static final int MAX_ARTICLE_PARTS = 20_000;

  /// An article shorter than this is taken for a piece of the page that only looks like one.
  private static final int MIN_ARTICLE = 250;

  private static final Pattern CHARSET =
      Pattern.compile("charset\\s{0,9}=\\s{0,9}[\"']?([^\\s;\"']{1,40})", Pattern.CASE_INSENSITIVE);
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}");
  private static final Pattern LOOKS_LIKE_HTML =
      Pattern.compile(
          "^\\s{0,100}<(?:!doctype html|html|head|body|\\?xml[^>]{0,200}>\\s{0,100}<!doctype html)",
          Pattern.CASE_INSENSITIVE);

  private PageContent() {}

  /// The kind of content, without its parameters; empty if nobody says.
  static String type(HttpAnswer answer) {
    String header = answer.header("content-type").orElse("");
    String type = header.contains(";") ? header.substring(0, header.indexOf(';')) : header;
    return Texts.shorten(Texts.storable(type.strip().toLowerCase(Locale.ROOT)), 100);
  }

  /// @throws HttpFailure of [Kind#NOT_TEXT] if it is none
  static PageText read(HttpAnswer answer) throws HttpFailure {
    String type = type(answer);
    boolean isHtml = type.equals("text/html") || type.equals("application/xhtml+xml");
    boolean isText = isHtml || type.isEmpty() || type.startsWith("text/") || TEXTUAL.contains(type);
    Matcher charset = CHARSET.matcher(answer.header("content-type").orElse(""));
    String text =
        isText ? Decoding.text(answer.body(), charset.find() ? charset.group(1) : null) : "";
    if (!isText || isBinary(answer.body(), text)) {
      throw HttpFailure.of(
          Kind.NOT_TEXT,
          answer.url().host()
              + " sent "
              + (type.isEmpty() || isText ? "binary data" : type)
              + ", which is not text");
    }
    String language = language(answer.header("content-language").orElse(""));
    if (isHtml || (type.isEmpty() && LOOKS_LIKE_HTML.matcher(text).find())) {
      return html(text, answer.url().toString(), language);
    }
    return plain(text, type, language);
  }

  /// Whether a body begins as no text does, whatever it is said to be.
  private static boolean isBinary(byte[] bytes, String text) {
    String start = new String(bytes, 0, Math.min(bytes.length, 5), StandardCharsets.ISO_8859_1);
    if (start.equals("%PDF-")
        || start.startsWith("PK\u0003\u0004")
        || start.startsWith("\u001f\u008b")) {
      return true;
    }
    int seen = Math.min(text.length(), 1024);
    long odd =
        text.chars().limit(seen).filter(c -> c < 32 && "\t\n\f\r\u001b".indexOf(c) < 0).count();
    return odd * 10 > seen;
  }

  private static @Nullable String language(String tag) {
    String first = tag.strip().replaceAll(",.*", "").replace('_', '-');
    return LANGUAGE.matcher(first).matches() ? first : null;
  }

  private static PageText plain(String text, String type, @Nullable String language) {
    String clean = cleaned(text);
    String title = "";
    if (type.equals("text/markdown") || type.equals("text/x-markdown")) {
      title =
          clean
              .lines()
              .limit(100)
              .filter(line -> line.startsWith("# "))
              .findFirst()
              .map(line -> line.substring(2))
              .orElse("");
    }
    return bounded(title, "", clean, language);
  }

  /// Line ends in one way, and of what cannot be seen only those and tabs.
  private static String cleaned(String text) {
    String some =
        text.length() > 4 * PageText.MAX_TEXT ? text.substring(0, 4 * PageText.MAX_TEXT) : text;
    StringBuilder out = new StringBuilder(some.length());
    some.replace("\r\n", "\n")
        .replace('\r', '\n')
        .chars()
        .filter(c -> c == '\n' || c == '\t' || !Character.isISOControl(c))
        .forEach(c -> out.append((char) c));
    return out.toString().strip();
  }

  private static PageText bounded(
      String title, String description, String text, @Nullable String language) {
    boolean isLonger = text.length() > PageText.MAX_TEXT;
    String kept = Texts.storable(isLonger ? text.substring(0, PageText.MAX_TEXT) : text);
    return new PageText(
        line(title, Analysis.MAX_TITLE),
        line(description, Analysis.MAX_TOPIC),
        kept,
        isLonger,
        language);
  }

  private static String line(String text, int max) {
    String some = text.length() > 10 * max ? text.substring(0, 10 * max) : text;
    return Texts.shorten(Texts.storable(some).strip().replaceAll("\\s+", " "), max);
  }

  private static PageText html(String html, String url, @Nullable String told) {
    Document page = Jsoup.parse(html.replace('\u0000', ' '), url);
    String title = first(meta(page, "og:title"), page.title(), heading(page));
    String description = first(meta(page, "og:description"), meta(page, "description"));
    Element root = page.selectFirst("html");
    String own = root == null ? null : language(root.attr("lang"));
    String whole = BlockText.of(main(page), PageText.MAX_TEXT);
    String article = html.length() <= MAX_ARTICLE_HTML ? article(page, url) : "";
    boolean isArticle = article.length() >= MIN_ARTICLE || article.length() * 2 > whole.length();
    return bounded(title, description, isArticle ? article : whole, own == null ? told : own);
  }

  private static String heading(Document page) {
    Element heading = page.selectFirst("h1");
    return heading == null ? "" : BlockText.of(heading, Analysis.MAX_TITLE);
  }

  private static String first(String... texts) {
    for (String text : texts) {
      if (!text.isBlank()) {
        return text;
      }
    }
    return "";
  }

  private static String meta(Document page, String name) {
    Element meta = page.selectFirst("meta[property=" + name + "], meta[name=" + name + "]");
    return meta == null ? "" : meta.attr("content");
  }

  private static Element main(Document page) {
    Element main = page.selectFirst("main, article, [role=main]");
    return main == null ? page.body() : main;
  }

  /// The article of a page; empty if it has none that can be told from the rest.
  private static String article(Document page, String url) {
    if (page.getAllElements().size() > MAX_ARTICLE_PARTS) {
      return "";
    }
    try {
      Element content = new Readability4JExtended(url, page).parse().getArticleContent();
      return content == null ? "" : BlockText.of(content, PageText.MAX_TEXT);
    } catch (RuntimeException | StackOverflowError e) {
      // It goes down a page by calling itself; what nests deeper than it can, or confuses it, is
      // read whole.
      return "";
    }
  }
}
