package io.pawstream.baseline;

/** A record of an output topic: a prediction, or an image that cannot be decoded. */
public record Result(String topic, byte[] key, byte[] value) {}
