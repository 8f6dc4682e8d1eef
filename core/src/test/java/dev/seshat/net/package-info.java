@NullMarked
package dev.seshat.net;

import org.jspecify.annotations.NullMarked;
