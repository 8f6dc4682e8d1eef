/// Modes: files of roles, of which sessions of tasks are worked on in one at a time.
@NullMarked
package dev.seshat.mode;

import org.jspecify.annotations.NullMarked;
