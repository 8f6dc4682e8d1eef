/// JSON between the rules and the outside, as plain Java values.
@NullMarked
package dev.seshat.json;

import org.jspecify.annotations.NullMarked;
