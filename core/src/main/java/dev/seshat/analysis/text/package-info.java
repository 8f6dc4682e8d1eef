/// What people say, read without a language model: by part-of-speech tags, lists of words, and rules. `docs/offline-analysis.md`
/// says how well, and where not at all.
@NullMarked
package dev.seshat.analysis.text;

import org.jspecify.annotations.NullMarked;
