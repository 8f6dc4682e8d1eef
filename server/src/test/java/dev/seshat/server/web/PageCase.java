package dev.seshat.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.server.Client.Answer;
import dev.seshat.server.ClientCase;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tests of pages as a browser without scripts gets and sends them.
abstract class PageCase extends ClientCase {
  private static final Pattern TOKEN = Pattern.compile("name=\"_token\" value=\"([^\"]+)\"");

  final String page(String path) {
    Answer answer = client.get(path, "Accept", "text/html");
    assertThat(answer.status()).as(path + "\n" + client.faults()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("text/html");
    return answer.body();
  }

  /// What the forms of a page carry to show that they are of it.
  static String token(String page) {
    Matcher found = TOKEN.matcher(page);
    assertThat(found.find()).as("a form").isTrue();
    return found.group(1);
  }

  final Session session() {
    return client
        .seshat
        .sessions()
        .start(NewSession.of("Find the ford").name("The ford").project("atlas").kind("chat"));
  }

  static String ref(Session session) {
    return session.id().toString();
  }
}
