package org.tcmureclaim.agent.display;

/** The size of a terminal, in characters. The live table needs 60×12; less is taken for that. */
public record Screen(int columns, int rows) {
  /** What is assumed where nobody says. */
  public static final Screen USUAL = new Screen(80, 24);

  public Screen {
    columns = Math.max(columns, 60);
    rows = Math.max(rows, 12);
  }
}
