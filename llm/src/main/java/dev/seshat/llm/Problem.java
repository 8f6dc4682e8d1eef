package dev.seshat.llm;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Json;
import java.util.Map;

/// What a server says is wrong, in one line: the message of its error object, or the beginning of what it sent.
final class Problem {
  private static final int LONGEST = 300;
  private static final int READ = 10_000;

  private Problem() {}

  static String of(String body) {
    try {
      if (Json.parse("error", body) instanceof Map<?, ?> json) {
        Object error = json.get("error");
        if (error instanceof Map<?, ?> inner && inner.get("message") instanceof String message) {
          return Texts.shorten(message.strip(), LONGEST);
        }
        if (error instanceof String message) {
          return Texts.shorten(message.strip(), LONGEST);
        }
      }
    } catch (Invalid e) {
      // a proxy's page, most likely
    }
    String start = body.substring(0, Math.min(body.length(), READ));
    return Texts.shorten(
        start.replaceAll("<[^>]{0,500}>", " ").replaceAll("\\s+", " ").strip(), LONGEST);
  }
}
