/// The door at the shell: one command class per noun.
@NullMarked
package dev.seshat.cli;

import org.jspecify.annotations.NullMarked;
