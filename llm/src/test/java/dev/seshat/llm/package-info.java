@NullMarked
package dev.seshat.llm;

import org.jspecify.annotations.NullMarked;
