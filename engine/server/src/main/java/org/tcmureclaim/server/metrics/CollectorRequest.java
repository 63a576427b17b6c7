package org.tcmureclaim.server.metrics;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Posts to a collector within one deadline for the whole exchange, from the connection to the last
 * byte of the answer: a collector that sends a byte now and then is no quicker than a silent one.
 */
final class CollectorRequest {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final long LOOK_EVERY_MILLIS = 100;
  private static final int MOST_ANSWER_BYTES = 64 << 10;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(ProxySelector.getDefault())
          .connectTimeout(CONNECT)
          .executor(Runnable::run) // Nothing that it runs waits: no threads but its own one.
          .build();

  /**
   * The status of the answer.
   *
   * @param within how long the whole exchange may take; asked again and again, as the end of the
   *     process shortens it
   * @throws IOException saying why there is none
   */
  int post(String url, byte[] data, Map<String, String> headers, Supplier<Duration> within)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(data));
    headers.forEach(request::header);
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(
            request.build(), head -> BodySubscribers.ofByteArrayConsumer(new ShortAnswer()));
    try {
      return await(answer, within).statusCode();
    } catch (ExecutionException e) {
      throw new IOException(inWords(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      boolean unused = answer.cancel(true); // Also closes the connection.
    }
  }

  private static <T> T await(CompletableFuture<T> answer, Supplier<Duration> within)
      throws ExecutionException, InterruptedException, IOException {
    long begunNanos = MonotonicClock.nanos();
    while (true) {
      try {
        return answer.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        Duration most = within.get();
        if (MonotonicClock.nanos() - begunNanos > most.toNanos()) {
          throw new IOException("no whole answer within " + most.toSeconds() + " s", e);
        }
      }
    }
  }

  private static String inWords(ExecutionException failure) {
    Throwable cause = failure.getCause();
    return cause == null || cause.getMessage() == null ? String.valueOf(cause) : cause.getMessage();
  }

  /** Says nothing of interest; one that does not end is refused. */
  private static final class ShortAnswer implements Consumer<Optional<byte[]>> {
    private int bytes;

    @Override
    public void accept(Optional<byte[]> part) {
      bytes += part.map(some -> some.length).orElse(0);
      if (bytes > MOST_ANSWER_BYTES) {
        throw new IllegalStateException("the answer has more than 64 KiB");
      }
    }
  }
}
