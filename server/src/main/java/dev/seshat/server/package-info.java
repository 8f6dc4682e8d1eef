/// The doors over HTTP and MCP: REST routes, MCP tools and the dashboard's pages.
@NullMarked
package dev.seshat.server;

import org.jspecify.annotations.NullMarked;
