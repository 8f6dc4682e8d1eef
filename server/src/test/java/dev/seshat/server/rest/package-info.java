/// The REST interface, tried over a real connection.
@NullMarked
package dev.seshat.server.rest;

import org.jspecify.annotations.NullMarked;
