/// The dashboard, tried over a real connection.
@NullMarked
package dev.seshat.server.web;

import org.jspecify.annotations.NullMarked;
