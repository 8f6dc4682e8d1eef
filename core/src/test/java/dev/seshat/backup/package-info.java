@NullMarked
package dev.seshat.backup;

import org.jspecify.annotations.NullMarked;
