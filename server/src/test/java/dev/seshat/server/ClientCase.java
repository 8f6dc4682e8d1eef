package dev.seshat.server;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Tests that ask a server of their own, over a store of their own.
public abstract class ClientCase {
  @TempDir protected Path directory;
  protected Client client;

  @BeforeEach
  final void open() {
    client = new Client(directory);
  }

  @AfterEach
  final void close() {
    client.close();
  }
}
