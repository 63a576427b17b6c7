package org.tcmureclaim.configuration.jars;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The classes of one jar. What is in the jar comes before what the program has, but for the
 * program's own packages: they are those that a policy is written against.
 */
final class JarClassLoader extends ClassLoader {
  private static final String OWN = "org.tcmureclaim.";

  static {
    registerAsParallelCapable();
  }

  private final String label;
  private final Map<String, byte[]> entries;

  /**
   * A class loader for a jar.
   *
   * @param label names the file and its version, for an operator
   */
  JarClassLoader(String label, Map<String, byte[]> entries, ClassLoader parent) {
    super(label, parent);
    this.label = label;
    this.entries = new ConcurrentHashMap<>(entries);
  }

  String label() {
    return label;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith(OWN) || !entries.containsKey(entryOf(name))) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = entries.get(entryOf(name));
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    byte[] bytes = entries.get(name);
    return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
  }

  private static String entryOf(String className) {
    return className.replace('.', '/') + ".class";
  }
}
