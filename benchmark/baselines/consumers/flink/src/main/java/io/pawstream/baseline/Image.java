package io.pawstream.baseline;

/** A record of the images topic: its key, the id of its event, and the encoded image. */
public record Image(byte[] key, String id, byte[] value) {}
