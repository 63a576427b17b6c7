package org.tcmureclaim.agent.orders;

/**
 * What goes over the order socket. Who connects sends one frame, an order; the agent sends one
 * frame, the answer, and closes.
 *
 * <pre>
 * frame  := length body     length: 4 bytes, of the body alone; a whole frame has 4096 bytes at most
 * body   := version kind field*
 *           version: 1 byte, 2; length and version stay where they are in each later version
 *           kind:    1 byte; orders 1 pause, 2 resume, 3 shrink, 4 reload;
 *                    answers 65 paused, 66 shrunk, 67 reloaded, 68 refused, 69 under way
 * field  := tag length value
 *           tag:     1 byte, see {@link Tag}; its high bits say of which type the value is
 *           length:  2 bytes, of the value alone
 *           value:   a text in UTF-8, a number of 8 bytes that is 0 or more, or nothing: a flag
 *                    that is set
 *
 * kind       its fields
 * pause      SERVER TOKEN CUSTOMER FOR_SECONDS
 * resume     SERVER TOKEN CUSTOMER
 * shrink     SERVER TOKEN DEVICE KEEP_BYTES DRY_RUN
 * reload     SERVER TOKEN YES
 * paused     ALL CUSTOMERS ENDS_IN_SECONDS MORE
 * shrunk     DEVICE RESIDENT_PAGES TAIL_PAGES KEEP_PAGES EXPECTED_PAGES DRY_RUN DECISION RESULT
 *            FREED_PAGES PROBLEM
 * reloaded   AT_ONCE AFTER_RESTART LOST_PROMISES HELD_SECONDS MORE
 * refused    REASON SENTENCE
 * under way  SENTENCE
 * </pre>
 *
 * <p>Numbers have their highest byte first. Fields come in any order; a flag that is not there is
 * not set, a number is 0, a text is empty. Only lists have a tag more than once. A tag that does
 * not belong to the kind is refused, as are bytes after the last field: what is not understood is
 * not done. {@link Order} and {@link OrderAnswer} say what the fields mean.
 *
 * <p>SERVER and TOKEN say how an order came: a server that passes it on sets the flag, and names
 * the token of its client, if that showed one. The agent believes them where they take rights away,
 * see {@link OrderPeers}; a TOKEN without SERVER is refused.
 *
 * <p>A frame of another version is refused, in a frame of the version that the agent speaks; so
 * each side can say which versions met. Version 2 gave refusals a REASON.
 */
final class OrderFormat {
  /** The version that this program speaks. */
  static final int VERSION = 2;

  static final int LENGTH_BYTES = 4;
  static final int MOST_FRAME_BYTES = 4096;
  static final int MOST_BODY_BYTES = MOST_FRAME_BYTES - LENGTH_BYTES;

  /** Of version and kind. */
  static final int HEAD_BYTES = 2;

  /** Of tag and length. */
  static final int FIELD_BYTES = 3;

  static final int PAUSE = 1;
  static final int RESUME = 2;
  static final int SHRINK = 3;
  static final int RELOAD = 4;

  static final int PAUSED = 65;
  static final int SHRUNK = 66;
  static final int RELOADED = 67;
  static final int REFUSED = 68;
  static final int UNDER_WAY = 69;

  private OrderFormat() {}

  /** Of which type a value is. */
  enum Type {
    FLAG,
    NUMBER,
    TEXT,
    /** Texts, each in a field of its own. */
    LIST
  }

  /** What a field says. */
  enum Tag {
    // Of every order.
    SERVER(0x01, Type.FLAG),
    TOKEN(0x81, Type.TEXT),
    // Of orders.
    CUSTOMER(0x82, Type.TEXT),
    FOR_SECONDS(0x41, Type.NUMBER),
    DEVICE(0x83, Type.TEXT),
    KEEP_BYTES(0x42, Type.NUMBER),
    DRY_RUN(0x02, Type.FLAG),
    YES(0x03, Type.FLAG),
    // Of answers.
    ALL(0x04, Type.FLAG),
    CUSTOMERS(0xc1, Type.LIST),
    ENDS_IN_SECONDS(0x43, Type.NUMBER),
    RESIDENT_PAGES(0x44, Type.NUMBER),
    TAIL_PAGES(0x45, Type.NUMBER),
    KEEP_PAGES(0x46, Type.NUMBER),
    EXPECTED_PAGES(0x47, Type.NUMBER),
    DECISION(0x48, Type.NUMBER),
    RESULT(0x84, Type.TEXT),
    FREED_PAGES(0x49, Type.NUMBER),
    PROBLEM(0x85, Type.TEXT),
    AT_ONCE(0xc2, Type.LIST),
    AFTER_RESTART(0xc3, Type.LIST),
    LOST_PROMISES(0xc4, Type.LIST),
    HELD_SECONDS(0x4a, Type.NUMBER),
    /** How many members of lists did not fit. */
    MORE(0x4b, Type.NUMBER),
    /** Of a refusal: 1 to 6, see {@link OrderAnswer.Reason}. */
    REASON(0x4c, Type.NUMBER),
    SENTENCE(0x86, Type.TEXT);

    final int code;
    final Type type;

    Tag(int code, Type type) {
      this.code = code;
      this.type = type;
    }
  }
}
