package dev.seshat.webhook;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Fields;
import dev.seshat.net.WebUrl;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Somebody who is to be told of changes.
///
/// @param name 1 to 100 characters, which no other has
/// @param url `https`, or `http` where that is enough
/// @param secret what signs, 16 to 200 visible ASCII characters; null for one that is drawn
/// @param allowPrivate whether its host may be this machine or one of a private network
public record NewWebhook(
    String name, String url, EventPatterns events, @Nullable String secret, boolean allowPrivate) {
  public NewWebhook {
    Texts.required("name", name, 100);
    url = WebUrl.parse(Texts.required("url", url, WebUrl.MAX_LENGTH)).toString();
    if (secret != null && !secret.matches("[\\x21-\\x7e]{16,200}")) {
      throw new Invalid("secret", "must be 16 to 200 visible ASCII characters");
    }
  }

  /// One from the fields of a JSON object.
  ///
  /// @throws Invalid naming the field that is unknown or breaks its rule
  public static NewWebhook fromJson(Map<String, ? extends @Nullable Object> json) {
    Fields fields = new Fields(json);
    List<String> events = fields.texts("events", 50, 100);
    NewWebhook made =
        new NewWebhook(
            fields.required("name", 100),
            fields.required("url", WebUrl.MAX_LENGTH),
            new EventPatterns(events),
            fields.text("secret", 200),
            fields.isSet("allow_private"));
    fields.done();
    return made;
  }

  /// Without the secret, wherever it is printed.
  @Override
  public String toString() {
    return "NewWebhook[" + name + "]";
  }
}
