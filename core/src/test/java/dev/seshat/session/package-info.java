@NullMarked
package dev.seshat.session;

import org.jspecify.annotations.NullMarked;
