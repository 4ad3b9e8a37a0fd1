package io.pawstream.producer.publish;

/**
 * What became of the rejections.
 *
 * @param read rejections that were read
 * @param passedOver those that the filter left out
 * @param malformed records in the rejected topic that are no rejections, and so were not sent
 * @param withoutImage those whose image was too large to be kept with them, which were not sent either
 * @param published what became of the others
 */
public record ReplaySummary(long read, long passedOver, long malformed, long withoutImage, PublishSummary published) {}
