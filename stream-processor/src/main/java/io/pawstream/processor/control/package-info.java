/** What people and programs control: the selection topic, instance status, the HTTP API, and the command {@code models}. */
@NullMarked
package io.pawstream.processor.control;

import org.jspecify.annotations.NullMarked;
