/** {@code models}: lists and selects the models of a processor that runs, over HTTP. */
package io.pawstream.processor.command;
