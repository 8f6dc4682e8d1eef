@NullMarked
package dev.seshat.agent;

import org.jspecify.annotations.NullMarked;
