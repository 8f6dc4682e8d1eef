package dev.seshat.interview;

import dev.seshat.analysis.text.Extract;
import dev.seshat.people.Boundary;
import dev.seshat.people.Detail;
import dev.seshat.people.LifeEvent;
import dev.seshat.people.LifeEvents;
import dev.seshat.people.Storytellers;
import dev.seshat.session.Session;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What may be quoted of what somebody said, as they want to be told of: nothing about an event that is to be left out or may
/// not be deepened, nothing that touches what is off limits, and no private detail.
///
/// @param quotable the events about which they may be quoted
/// @param inFocus the event that a session's answers are about where they do not say; null for the life as a whole
/// @param secrets the values of private details
record Quotes(Boundary boundary, Set<UUID> quotable, @Nullable UUID inFocus, List<String> secrets) {
  private static final int MOST = 3;
  private static final int READ = 200;
  private static final Set<String> TOLD = Set.of("full_detail", "summary");

  /// The sentences of a session's answers that tell most of it, each with the number of its interaction: `“I left.” [3]`.
  static List<String> of(Tx tx, Session session, UUID whose) throws SQLException {
    List<LifeEvent> life = LifeEvents.ofStorytellerIn(tx, whose);
    Quotes quotes =
        new Quotes(
            Storytellers.boundaryIn(tx, whose),
            life.stream()
                .filter(
                    each -> TOLD.contains(each.told().includeLevel()) && each.told().canDeepen())
                .map(LifeEvent::id)
                .collect(Collectors.toSet()),
            SessionEventTable.primary(tx, session.id()).map(SessionEvent::lifeEventId).orElse(null),
            life.stream()
                .flatMap(each -> each.told().details().stream())
                .filter(Detail::isPrivate)
                .map(Detail::value)
                .toList());
    List<QuoteTable.Said> said =
        QuoteTable.said(tx, session.id(), READ).stream().filter(quotes::allows).toList();
    List<String> texts = said.stream().map(QuoteTable.Said::text).toList();
    return Extract.of(texts, MOST, quotes::allows).stream()
        .map(each -> "“" + each.text() + "” [" + said.get(each.answer()).sequence() + "]")
        .toList();
  }

  private boolean allows(QuoteTable.Said said) {
    UUID event = said.event() == null ? inFocus : said.event();
    return (event == null || quotable.contains(event))
        && boundary.permits(said.tier(), said.topics())
        && boundary.refusedOf(said.themes()).isEmpty();
  }

  private boolean allows(String sentence) {
    return boundary.refusedOf(List.of(sentence)).isEmpty()
        && secrets.stream().noneMatch(each -> Boundary.names(sentence, each));
  }
}
