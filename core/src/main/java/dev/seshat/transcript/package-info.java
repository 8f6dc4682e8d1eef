/// Importers: the transcript files that coding clients leave behind, and JSON Lines from any other tool; with the
/// archive of the original files.
@NullMarked
package dev.seshat.transcript;

import org.jspecify.annotations.NullMarked;
