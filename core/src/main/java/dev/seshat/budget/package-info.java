/// How much may be spent: limits by project and person, warnings on the way there, and a stop for Seshat's own calls.
@NullMarked
package dev.seshat.budget;

import org.jspecify.annotations.NullMarked;
