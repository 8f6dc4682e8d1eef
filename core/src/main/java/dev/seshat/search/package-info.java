/// Search and recall: one full-text index over turns, notes, artifacts, sessions and summaries, ranked by BM25 over a
/// turn's own words and those of its neighbours. Offline, without a model, the same on both databases.
@NullMarked
package dev.seshat.search;

import org.jspecify.annotations.NullMarked;
