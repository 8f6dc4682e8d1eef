/// How long sessions are kept: rules by kind and age, and what they archive and erase.
@NullMarked
package dev.seshat.retention;

import org.jspecify.annotations.NullMarked;
