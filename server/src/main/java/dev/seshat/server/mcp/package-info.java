/// The door for agents: tools of the Model Context Protocol on the core, and the transport that carries them.
@NullMarked
package dev.seshat.server.mcp;

import org.jspecify.annotations.NullMarked;
