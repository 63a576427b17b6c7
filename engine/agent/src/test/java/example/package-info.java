/** A policy as an operator would write it, outside the packages of the program. */
@NullMarked
package example;

import org.jspecify.annotations.NullMarked;
