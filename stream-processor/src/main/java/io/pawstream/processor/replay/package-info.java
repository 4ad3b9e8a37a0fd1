/** Replay: what lies in the topic already is classified again by another model, into topics of its own. */
package io.pawstream.processor.replay;
