package dev.seshat.analysis.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Lists of words by their names, from the file `words.txt`: `[name]`, then words up to the next.
final class WordLists {
  private static final Map<String, Set<String>> LISTS = read();

  private WordLists() {}

  /// The words of a list.
  static Set<String> of(String name) {
    Set<String> list = LISTS.get(name);
    if (list == null) {
      throw new IllegalArgumentException("there is no list " + name);
    }
    return list;
  }

  private static Map<String, Set<String>> read() {
    Map<String, Set<String>> lists = new HashMap<>();
    Set<String> list = new HashSet<>();
    try (InputStream in = WordLists.class.getResourceAsStream("words.txt")) {
      if (in == null) {
        throw new IOException("words.txt is not on the class path");
      }
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String words = line.strip();
        if (words.startsWith("[")) {
          list = new HashSet<>();
          lists.put(words.substring(1, words.length() - 1), list);
        } else if (!words.isEmpty() && !words.startsWith("#")) {
          list.addAll(List.of(words.split(" ")));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lists;
  }
}
