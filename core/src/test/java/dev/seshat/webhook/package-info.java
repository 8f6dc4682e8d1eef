@NullMarked
package dev.seshat.webhook;

import org.jspecify.annotations.NullMarked;
