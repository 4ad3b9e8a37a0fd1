/**
 * Commands: {@code models} lists and selects the models of a processor that runs, over HTTP; {@code replay} classifies again
 * what is in the topic.
 */
package io.pawstream.processor.command;
