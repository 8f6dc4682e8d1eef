/// Addresses on the web that somebody wants to keep: fetched safely, read as text, told in a few lines by a model or
/// without one, and found again.
@NullMarked
package dev.seshat.link;

import org.jspecify.annotations.NullMarked;
