/**
 * JSON (RFC 8259) as a tree of {@link org.tcmureclaim.json.JsonObject}, {@link
 * org.tcmureclaim.json.JsonArray}, texts, numbers, booleans and null; read and written with
 * Jackson's streams.
 */
@NullMarked
package org.tcmureclaim.json;

import org.jspecify.annotations.NullMarked;
