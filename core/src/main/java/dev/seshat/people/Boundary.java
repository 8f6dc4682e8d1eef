package dev.seshat.people;

import dev.seshat.json.Fields;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What somebody allows to be asked.
///
/// @param allowed the topics that may be spoken of
/// @param maximumTier how near a question may go, 1 to 3
/// @param offLimitTopics words of their own for what is not spoken of, in lower case
public record Boundary(Set<Topic> allowed, int maximumTier, List<String> offLimitTopics) {
  private static final int MAX_TIER = 3;
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

  /// That of somebody who has not said anything.
  public static final Boundary USUAL = fromJson(Map.of());

  public Boundary {
    allowed = Set.copyOf(allowed);
    offLimitTopics = List.copyOf(offLimitTopics);
  }

  /// From the fields of a JSON object; what is missing is as usual.
  ///
  /// @throws dev.seshat.SeshatException.Invalid naming the field that is unknown or breaks its rule
  public static Boundary fromJson(Map<String, ? extends @Nullable Object> json) {
    Fields fields = new Fields(json);
    Set<Topic> allowed = EnumSet.noneOf(Topic.class);
    for (Topic topic : Topic.values()) {
      Boolean said = fields.flag(topic.field());
      if (said == null ? topic.isUsuallyAllowed() : said) {
        allowed.add(topic);
      }
    }
    Long tier = fields.number("maximum_tier", 1, MAX_TIER);
    Boundary boundary =
        new Boundary(
            allowed,
            tier == null ? 2 : tier.intValue(),
            NewStoryteller.words(fields, "off_limit_topics"));
    fields.done();
    return boundary;
  }

  /// The same with some fields changed; null sets one to what is usual.
  Boundary with(Map<String, ? extends @Nullable Object> changes) {
    Map<String, @Nullable Object> merged = toJson();
    merged.putAll(changes);
    return fromJson(merged);
  }

  /// Whether a question may be asked.
  ///
  /// @param tier how near it goes
  /// @param topics what it touches, in lower case; an off-limit topic is one of them, or one of their words
  public boolean permits(int tier, Collection<String> topics) {
    return tier <= maximumTier && refusedOf(topics).isEmpty();
  }

  /// Those of some topics that are not to be touched.
  public Set<String> refusedOf(Collection<String> topics) {
    return topics.stream().filter(this::isRefused).collect(Collectors.toSet());
  }

  private boolean isRefused(String topic) {
    String plain = plain(topic);
    for (Topic each : Topic.values()) {
      if (!allowed.contains(each) && hasWord(plain, each.word())) {
        return true;
      }
    }
    return offLimitTopics.stream().map(Boundary::plain).anyMatch(off -> hasWord(plain, off));
  }

  /// Whether a text says some words, one after another, whatever stands between them.
  public static boolean names(String text, String words) {
    return hasWord(plain(text), plain(words));
  }

  /// Whether some words stand among others, one after another.
  private static boolean hasWord(String text, String words) {
    return !words.isBlank() && (" " + text + " ").contains(" " + words + " ");
  }

  private static String plain(String text) {
    return NO_WORD.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }

  /// What [#fromJson] reads back.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    for (Topic topic : Topic.values()) {
      json.put(topic.field(), allowed.contains(topic));
    }
    json.put("maximum_tier", maximumTier);
    json.put("off_limit_topics", offLimitTopics);
    return json;
  }
}
