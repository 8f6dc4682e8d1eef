/// Calls of language models: the providers behind `dev.seshat.analysis`.
@NullMarked
package dev.seshat.llm;

import org.jspecify.annotations.NullMarked;
