/// Prompts worked out in iterations: what was asked, how what came of it scores, and what to try next.
@NullMarked
package dev.seshat.prompting;

import org.jspecify.annotations.NullMarked;
