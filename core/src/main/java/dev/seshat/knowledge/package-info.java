/// What work has taught: patterns with the evidence for and against them, keywords and what they do, and the Markdown
/// files that hold both.
@NullMarked
package dev.seshat.knowledge;

import org.jspecify.annotations.NullMarked;
