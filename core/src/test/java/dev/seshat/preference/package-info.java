@NullMarked
package dev.seshat.preference;

import org.jspecify.annotations.NullMarked;
