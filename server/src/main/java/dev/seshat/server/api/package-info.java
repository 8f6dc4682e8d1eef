/// The frame of the REST interface: what an operation declares, and what is made of the declarations.
@NullMarked
package dev.seshat.server.api;

import org.jspecify.annotations.NullMarked;
