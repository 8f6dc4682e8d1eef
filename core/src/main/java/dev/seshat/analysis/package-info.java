/// Calls of language models that Seshat makes itself: the one that is configured, each call a row, each token accounted.
@NullMarked
package dev.seshat.analysis;

import org.jspecify.annotations.NullMarked;
