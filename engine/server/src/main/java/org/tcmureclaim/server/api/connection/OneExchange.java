package org.tcmureclaim.server.api.connection;

import io.netty.buffer.ByteBufHolder;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Hands requests on one by one: the next when the kernel has taken the answer to the one before, so
 * that a client which does not read has one answer made for it, and no more. Between Vert.x and its
 * codec.
 */
final class OneExchange extends ChannelDuplexHandler {
  private final ClientConnection connection;
  private final Deque<Object> later = new ArrayDeque<>();
  private int laterRequests;
  private boolean asking;
  private boolean answered = true;
  private boolean ending;
  private boolean handingOn;

  OneExchange(ClientConnection connection) {
    this.connection = connection;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object read) {
    Object message = read instanceof HttpContent content ? ofItsOwn(content) : read;
    if (ending) {
      ReferenceCountUtil.release(message);
    } else if (later.isEmpty() && !isForLater(message)) {
      handOn(ctx, message);
    } else {
      keep(ctx, message);
    }
  }

  /**
   * Vert.x leaves the bytes of a body to the garbage collector and never releases them, so that
   * what they were read into would count as held for good. They count for their connection instead.
   */
  private HttpContent ofItsOwn(HttpContent read) {
    int bytes = read.content().readableBytes();
    if (bytes == 0) {
      return read;
    }
    HttpContent content = read.replace(Unpooled.copiedBuffer(read.content()));
    ReferenceCountUtil.release(read);
    connection.bodyCame(bytes);
    return content;
  }

  private boolean isForLater(Object message) {
    return message instanceof HttpRequest && (asking || !answered);
  }

  private void keep(ChannelHandlerContext ctx, Object message) {
    later.add(message);
    if (message instanceof HttpRequest && ++laterRequests > Limits.PIPELINED_REQUESTS) {
      ending = true;
      forget();
      connection.cutOff();
    } else {
      var unused = ctx.channel().config().setAutoRead(false);
    }
  }

  private void handOn(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest) {
      asking = true;
      answered = false;
    }
    if (message instanceof LastHttpContent) {
      asking = false;
      if (answered) {
        connection.answerTaken(); // It was answered before it had come as a whole.
      }
    }
    ctx.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof HttpResponse response) {
      if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
        var unused = ctx.write(message, promise);
        return;
      }
      if (isStream(response)) {
        connection.streams();
      }
    }
    if (message instanceof ByteBufHolder holder) {
      connection.makeRoom(holder.content().readableBytes());
    }
    if (message instanceof LastHttpContent) {
      ChannelPromise taken = promise.unvoid();
      var unusedListener = taken.addListener(done -> answerTaken(ctx));
      var unused = ctx.write(message, taken);
    } else {
      var unused = ctx.write(message, promise);
    }
  }

  private static boolean isStream(HttpResponse response) {
    return "text/event-stream".equals(response.headers().get(HttpHeaderNames.CONTENT_TYPE));
  }

  private void answerTaken(ChannelHandlerContext ctx) {
    answered = true;
    if (!asking) {
      connection.answerTaken();
      // Vert.x may be at the end of this very answer: not within it.
      ctx.executor().execute(() -> handOnLater(ctx));
    }
  }

  private void handOnLater(ChannelHandlerContext ctx) {
    if (handingOn || ending || later.isEmpty()) {
      return;
    }
    handingOn = true;
    connection.nextRequestBegins();
    for (Object next = later.peek(); next != null && !isForLater(next); next = later.peek()) {
      later.remove();
      if (next instanceof HttpRequest) {
        laterRequests--;
      }
      handOn(ctx, next);
    }
    handingOn = false;
    ctx.fireChannelReadComplete();
    if (later.isEmpty()) {
      var unused = ctx.channel().config().setAutoRead(true);
    }
  }

  private void forget() {
    later.forEach(ReferenceCountUtil::release);
    later.clear();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    ending = true;
    forget();
  }
}
