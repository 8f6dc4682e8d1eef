@NullMarked
package dev.seshat.markdown;

import org.jspecify.annotations.NullMarked;
