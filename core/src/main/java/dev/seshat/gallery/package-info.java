/// Pictures of sessions: the bytes as files beside the store, rows that tell of them, small ones to look at, and how like
/// two of them are.
@NullMarked
package dev.seshat.gallery;

import org.jspecify.annotations.NullMarked;
