/// The files of sessions' tasks, which people and agents edit as they like while the store does the same.
@NullMarked
package dev.seshat.sync;

import org.jspecify.annotations.NullMarked;
