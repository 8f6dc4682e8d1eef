package dev.seshat.knowledge;

import dev.seshat.SeshatException;
import dev.seshat.Texts;
import dev.seshat.search.KnowledgeIndex;
import dev.seshat.search.Stems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Looks for words in the person's own knowledge files, section by section.
final class FileSearch {
  private static final int SNIPPET = 500;
  private static final Set<String> OURS = Set.of(KnowledgeFiles.PATTERNS, KnowledgeFiles.KEYWORDS);

  private FileSearch() {}

  /// The sections that have any of the words; a word that nothing else has weighs as much as one can.
  static List<KnowledgeHit> find(
      KnowledgeFiles files, Set<String> words, KnowledgeIndex.Found found) {
    List<KnowledgeHit> hits = new ArrayList<>();
    for (String name : files.names()) {
      if (!OURS.contains(name)) {
        find(name, text(files, name), words, found, hits);
      }
    }
    return hits;
  }

  /// A file that cannot be read does not keep others from being searched.
  private static String text(KnowledgeFiles files, String name) {
    try {
      return files.read(name);
    } catch (SeshatException e) {
      return "";
    }
  }

  private static void find(
      String name,
      String text,
      Set<String> words,
      KnowledgeIndex.Found found,
      List<KnowledgeHit> hits) {
    String title = name;
    StringBuilder section = new StringBuilder();
    for (String line : (text + "\n# ").split("\n", -1)) {
      if (line.startsWith("#")) {
        add(name, title, section.toString(), words, found, hits);
        title = line.replaceFirst("^#+", "").strip();
        section.setLength(0);
      } else {
        section.append(line).append('\n');
      }
    }
  }

  private static void add(
      String name,
      String title,
      String section,
      Set<String> words,
      KnowledgeIndex.Found found,
      List<KnowledgeHit> hits) {
    Set<String> has = new HashSet<>(Stems.of(title + "\n" + section));
    double share = found.share(words, has);
    if (share > 0) {
      String best =
          section
              .lines()
              .filter(line -> Stems.of(line).stream().anyMatch(words::contains))
              .limit(5)
              .reduce("", (one, more) -> one + (one.isEmpty() ? "" : " ") + more.strip());
      hits.add(
          new KnowledgeHit(
              "file", name, Texts.shorten(title, 200), Texts.shorten(best, SNIPPET), share));
    }
  }
}
