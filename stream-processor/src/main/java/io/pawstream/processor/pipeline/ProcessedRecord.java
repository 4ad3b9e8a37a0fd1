package io.pawstream.processor.pipeline;

import io.pawstream.contract.event.RecordAddress;

/**
 * The image record behind a result.
 *
 * @param timestampMillis timestamp of the record, in milliseconds since the epoch
 */
public record ProcessedRecord(RecordAddress address, long timestampMillis) {}
