package dev.seshat.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.audit.AuditEntry;
import dev.seshat.audit.AuditQuery;
import dev.seshat.session.NewSession;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Choices of a person: typed, checked, their own, and read.
class PreferencesTest {
  private final TestClock clock = new TestClock();

  @EveryStore
  void whatIsNotChosenIsTheDefault(TestStore store) {
    List<Preference> all = store.seshat(clock).preferences().list();
    assertThat(all).extracting(Preference::key).containsExactly(PreferenceKey.values());
    assertThat(all).noneMatch(Preference::isSet);
    assertThat(all).allSatisfy(each -> assertThat(each.value()).isEqualTo(each.key().otherwise()));
  }

  @EveryStore
  void aChoiceIsKeptUntilItIsTakenBack(TestStore store) {
    Preferences preferences = store.seshat(clock).preferences();
    Preference set = preferences.set(PreferenceKey.PAGE_SIZE, 25);
    assertThat(set).isEqualTo(new Preference(PreferenceKey.PAGE_SIZE, 25L, clock.instant()));
    preferences.set(PreferenceKey.TIME_ZONE, "Europe/Berlin");
    Preferences later = store.seshat(clock).preferences();
    assertThat(later.get(PreferenceKey.PAGE_SIZE)).isEqualTo(set);
    assertThat(later.chosen().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(later.unset(PreferenceKey.PAGE_SIZE).isSet()).isFalse();
    assertThat(later.chosen().number(PreferenceKey.PAGE_SIZE)).isEqualTo(50);
    assertThat(later.unset(PreferenceKey.PAGE_SIZE).isSet()).isFalse();
  }

  @EveryStore
  void everybodyHasTheirOwn(TestStore store) {
    Seshat seshat = store.seshat(clock);
    seshat.as("ada").preferences().set(PreferenceKey.THEME, "dark");
    assertThat(seshat.as("ada").preferences().chosen().word(PreferenceKey.THEME)).isEqualTo("dark");
    assertThat(seshat.preferences().chosen().word(PreferenceKey.THEME)).isEqualTo("system");
  }

  @EveryStore
  void whatIsSaidTwiceIsLoggedOnce(TestStore store) {
    Seshat seshat = store.seshat(clock);
    seshat.preferences().set(PreferenceKey.THEME, "dark");
    seshat.preferences().set(PreferenceKey.THEME, "dark");
    seshat.preferences().unset(PreferenceKey.THEME);
    assertThat(seshat.audit().find(AuditQuery.newest(10)))
        .extracting(AuditEntry::action)
        .containsExactly("preference.unset", "preference.set");
  }

  @EveryStore
  void ofSeveralThatAreWrongInOneNothingIsKept(TestStore store) {
    Preferences preferences = store.seshat(clock).preferences();
    Map<PreferenceKey, @Nullable Object> wanted = new EnumMap<>(PreferenceKey.class);
    wanted.put(PreferenceKey.THEME, "dark");
    wanted.put(PreferenceKey.PAGE_SIZE, 5);
    assertThatThrownBy(() -> preferences.change(wanted))
        .isInstanceOf(Invalid.class)
        .hasMessage("page_size: must be a whole number from 10 to 200");
    assertThat(preferences.list()).noneMatch(Preference::isSet);
  }

  @EveryStore
  void whatAnotherVersionWroteCountsForNothing(TestStore store) {
    Seshat seshat = store.seshat(clock);
    store
        .store()
        .write(tx ->
            tx.update(
                "INSERT INTO user_preferences (user_id, key, value, updated_at) VALUES"
                    + " ('local', 'page_size', '7', '2026-01-01T00:00:00.000Z'),"
                    + " ('local', 'of_tomorrow', '1', '2026-01-01T00:00:00.000Z')"));
    assertThat(seshat.preferences().list()).noneMatch(Preference::isSet);
    seshat.preferences().set(PreferenceKey.PAGE_SIZE, 60);
    assertThat(seshat.preferences().chosen().number(PreferenceKey.PAGE_SIZE)).isEqualTo(60);
  }

  @EveryStore
  void aNewSessionIsInTheProjectThatWasChosen(TestStore store) {
    Seshat seshat = store.seshat(clock);
    seshat.preferences().set(PreferenceKey.DEFAULT_PROJECT, "garden");
    assertThat(seshat.sessions().start(NewSession.of("dig")).project()).isEqualTo("garden");
    assertThat(seshat.sessions().create(NewSession.of("dig")).project()).isEqualTo("garden");
    assertThat(seshat.sessions().start(NewSession.of("cook").project("kitchen")).project())
        .isEqualTo("kitchen");
    assertThat(seshat.as("ada").sessions().start(NewSession.of("read")).project()).isNull();
  }

  @EveryStore
  void aBriefIsAsLongAsWasChosen(TestStore store) {
    Seshat seshat = store.seshat(clock);
    assertThat(seshat.briefs().tokens()).isEqualTo(4_000);
    seshat.preferences().set(PreferenceKey.BRIEF_TOKENS, 900);
    assertThat(seshat.briefs().tokens()).isEqualTo(900);
  }

  @EveryStore
  void theViewShowsThem(TestStore store) {
    Seshat seshat = store.seshat(clock);
    seshat.preferences().set(PreferenceKey.USAGE_RANGE, "90d");
    assertThat(
            seshat
                .query()
                .run("SELECT user_id, key FROM v_preferences", 10, Duration.ofSeconds(5))
                .rows())
        .containsExactly(List.of("local", "usage_range"));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoValueIsRefusedSayingWhatIs(PreferenceKey key) {
    List<Object> wrong =
        List.of(true, new BigDecimal("1.5"), List.of("a"), Map.of(), "", "\u0000", "a".repeat(300));
    for (Object each : wrong) {
      assertThatThrownBy(() -> key.checked(each))
          .isInstanceOf(Invalid.class)
          .hasMessageStartingWith(key.word() + ": ");
    }
    assertThatThrownBy(() -> key.checked(null)).hasMessageContaining(key.allowed());
    assertThatThrownBy(() -> key.parsed("")).hasMessageContaining(key.allowed());
    Object otherwise = key.otherwise();
    if (otherwise != null) {
      assertThat(key.parsed(otherwise.toString())).hasToString(otherwise.toString());
    }
  }

  @Test
  void aKeyThatIsNoneIsRefusedNamingAll() {
    assertThatThrownBy(() -> PreferenceKey.of("colour"))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("time_zone, theme, page_size");
  }
}
