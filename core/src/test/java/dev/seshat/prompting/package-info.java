@NullMarked
package dev.seshat.prompting;

import org.jspecify.annotations.NullMarked;
