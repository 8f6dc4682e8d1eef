@NullMarked
package dev.seshat.tasklist;

import org.jspecify.annotations.NullMarked;
