package io.pawstream.producer.publish;

/**
 * Results of a replay.
 *
 * @param read valid rejections that were read
 * @param filteredOut rejections that the filter did not select
 * @param malformed records in the rejected topic that are not valid rejections; not replayed
 * @param withoutImage rejections without their image, which was too large for the topic; not replayed
 * @param published results of the replayed images
 */
public record ReplaySummary(long read, long filteredOut, long malformed, long withoutImage, PublishSummary published) {}
