/// The people who are interviewed: who they are, what they allow, and what happened in their lives.
@NullMarked
package dev.seshat.people;

import org.jspecify.annotations.NullMarked;
