/// The REST interface: each feature's routes in one file.
@NullMarked
package dev.seshat.server.rest;

import org.jspecify.annotations.NullMarked;
