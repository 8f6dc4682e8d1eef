@NullMarked
package dev.seshat.knowledge;

import org.jspecify.annotations.NullMarked;
