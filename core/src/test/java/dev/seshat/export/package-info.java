@NullMarked
package dev.seshat.export;

import org.jspecify.annotations.NullMarked;
