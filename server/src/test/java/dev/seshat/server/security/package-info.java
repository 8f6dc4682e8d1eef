@NullMarked
package dev.seshat.server.security;

import org.jspecify.annotations.NullMarked;
