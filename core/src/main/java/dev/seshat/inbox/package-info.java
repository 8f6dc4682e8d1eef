/// Messages to agents and to people, kept until they are handled or read.
@NullMarked
package dev.seshat.inbox;

import org.jspecify.annotations.NullMarked;
