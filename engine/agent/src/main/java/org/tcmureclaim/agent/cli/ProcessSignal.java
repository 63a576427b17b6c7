package org.tcmureclaim.agent.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Signals that a process listens to. The JDK offers them in {@code sun.misc} only, which the
 * compiler warns of without a way to silence it; hence by name.
 */
public enum ProcessSignal {
  /**
   * By custom asks a daemon to read its configuration again (systemd's {@code ExecReload=kill
   * -HUP}).
   */
  HUP,
  /** Ctrl-C. */
  INT,
  /** Asks a process to end. */
  TERM;

  /** Has each such signal call {@code action}, on a thread of the JVM, instead of ending it. */
  public void calls(Runnable action) {
    handle(
        handler ->
            Proxy.newProxyInstance(
                ProcessSignal.class.getClassLoader(), new Class<?>[] {handler}, handling(action)));
  }

  /** Has such a signal end the process again, without any thread of it. */
  void endsProcess() {
    handle(handler -> handler.getField("SIG_DFL").get(null));
  }

  private void handle(Handling handling) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object number = signal.getConstructor(String.class).newInstance(name());
      Object unusedBefore =
          signal.getMethod("handle", signal, handler).invoke(null, number, handling.of(handler));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM cannot listen to SIG" + name(), e);
    }
  }

  /** Makes an object of the JVM's interface for what a signal does. */
  @FunctionalInterface
  private interface Handling {
    Object of(Class<?> handler) throws ReflectiveOperationException;
  }

  private InvocationHandler handling(Runnable action) {
    return new InvocationHandler() {
      @Override
      public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) {
        return switch (method.getName()) {
          case "handle" -> {
            action.run();
            yield null;
          }
          case "equals" -> args != null && proxy == args[0];
          case "hashCode" -> System.identityHashCode(proxy);
          default -> "SIG" + name();
        };
      }
    };
  }
}
