package org.tcmureclaim.server.api.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A whole exchange has one deadline, from the first byte of the request on. On a clock of the test,
 * with a kernel that takes what the test lets it take.
 */
class OneDeadlineTest {
  private static final int DEADLINE_SECONDS = (int) Deadlines.USUAL.exchange().toSeconds();

  /** 0.7 of it. */
  private static final int DRIPPING_SECONDS = 14;

  private static final int ANSWER_BYTES = 100;

  private final AllClients all =
      new AllClients(
          Limits.UNIX,
          Limits.TCP,
          Limits.TLS,
          Deadlines.USUAL,
          new ByteBudget(ByteBudget.ALL_BYTES, ByteBudget.UNIX_BYTES));
  private final Clients clients = all.of(false, false);
  private final Kernel kernel = new Kernel();
  private final Server server = new Server();
  private final EmbeddedChannel channel = open();

  /** Takes some of the parts of an answer at once, and the others when it is told to. */
  private static final class Kernel extends ChannelOutboundHandlerAdapter {
    private final Queue<ChannelPromise> waiting = new ArrayDeque<>();
    private boolean takesAll;

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      ReferenceCountUtil.release(message);
      if (takesAll) {
        promise.setSuccess();
      } else {
        waiting.add(promise);
      }
    }

    void takeOne() {
      waiting.remove().setSuccess();
    }
  }

  /** Answers with one part for each byte. */
  private static final class Server extends ChannelInboundHandlerAdapter {
    private int asked;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof LastHttpContent) {
        asked++;
        answer(ctx);
      }
      ReferenceCountUtil.release(message);
    }

    private static void answer(ChannelHandlerContext ctx) {
      HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
      head.headers().set(HttpHeaderNames.CONTENT_LENGTH, ANSWER_BYTES);
      var unusedHead = ctx.write(head);
      for (int i = 1; i < ANSWER_BYTES; i++) {
        var unused = ctx.write(new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[1])));
      }
      var unusedLast =
          ctx.writeAndFlush(new DefaultLastHttpContent(Unpooled.wrappedBuffer(new byte[1])));
    }
  }

  private EmbeddedChannel open() {
    clients.places().take();
    EmbeddedChannel opened =
        new EmbeddedChannel(
            kernel,
            new ClientConnection(clients, false),
            new HttpRequestDecoder(),
            new HttpResponseEncoder(),
            server);
    opened.freezeTime();
    return opened;
  }

  @AfterEach
  void close() {
    boolean unused = channel.finishAndReleaseAll();
  }

  private void send(String text) {
    boolean unused = channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
  }

  private void pass(long millis) {
    channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    long unused = channel.runScheduledPendingTasks();
    channel.runPendingTasks();
  }

  /** Begins a request, and is done with it after 0.7 of the deadline. */
  private void dripRequest() {
    send("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
    for (int i = 0; i < DRIPPING_SECONDS; i++) {
      pass(1_000);
      send("x");
    }
    assertThat(server.asked).isZero();
    send("\r\n\r\n");
    assertThat(server.asked).isEqualTo(1);
  }

  private void endsAtItsDeadline(int passedSeconds) {
    pass(1_000L * (DEADLINE_SECONDS - passedSeconds) - 1);
    assertThat(channel.isOpen()).as("just before").isTrue();
    pass(300); // It is looked for four times a second.
    assertThat(channel.isOpen()).as("after it").isFalse();
    assertThat(clients.cutOff()).isEqualTo(1);
  }

  @Test
  void clientThatDripsItsRequest_andDoesNotRead_hasOneDeadlineForBoth() {
    dripRequest();
    endsAtItsDeadline(DRIPPING_SECONDS);
  }

  @Test
  void clientThatDripsItsRequest_andTakesItsAnswerBitByBit_hasTheSameOne() {
    dripRequest();
    for (int i = 0; i < 5; i++) {
      kernel.takeOne();
      pass(1_000);
    }
    endsAtItsDeadline(DRIPPING_SECONDS + 5);
  }

  @Test
  void clientThatTakesItsAnswerBitByBit_meetsTheDeadline() {
    send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    for (int i = 0; i < DEADLINE_SECONDS - 1; i++) {
      kernel.takeOne();
      pass(1_000);
    }
    endsAtItsDeadline(DEADLINE_SECONDS - 1);
  }

  @Test
  void exchangeThatEndedInTime_leavesTheNextOneAllOfIt() {
    kernel.takesAll = true;
    dripRequest();
    kernel.takesAll = false;
    pass(1_000);
    send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assertThat(server.asked).isEqualTo(2);
    endsAtItsDeadline(0);
  }
}
