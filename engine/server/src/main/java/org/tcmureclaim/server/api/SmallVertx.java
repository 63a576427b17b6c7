package org.tcmureclaim.server.api;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.TimeUnit;
import org.tcmureclaim.server.api.connection.AllClients;

/** Vert.x with as little as the agent needs: one event loop, two workers, nothing on disk. */
public final class SmallVertx {
  private SmallVertx() {}

  /** One whose servers keep the limits of these clients. */
  public static Vertx create(AllClients clients) {
    return Vertx.builder().withTransport(clients.transport()).with(options()).build();
  }

  private static VertxOptions options() {
    return new VertxOptions()
        .setEventLoopPoolSize(1)
        .setWorkerPoolSize(2)
        .setInternalBlockingPoolSize(1)
        // A reader that stalls blocks a worker for as long as it likes; that is no defect.
        // Certificates may lie on a slow disk; a worker that waits for one is no defect.
        .setBlockedThreadCheckInterval(TimeUnit.HOURS.toMillis(1))
        .setMaxWorkerExecuteTime(Long.MAX_VALUE)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }
}
