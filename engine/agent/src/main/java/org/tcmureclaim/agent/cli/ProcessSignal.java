package org.tcmureclaim.agent.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Signals that an agent listens to. The JDK offers them in {@code sun.misc} only, which the
 * compiler warns of without a way to silence it; hence by name.
 */
enum ProcessSignal {
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
  void calls(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object hangUp = signal.getConstructor(String.class).newInstance(name());
      Object listener =
          Proxy.newProxyInstance(
              ProcessSignal.class.getClassLoader(), new Class<?>[] {handler}, handling(action));
      Object unusedBefore =
          signal.getMethod("handle", signal, handler).invoke(null, hangUp, listener);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM cannot listen to SIG" + name(), e);
    }
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
