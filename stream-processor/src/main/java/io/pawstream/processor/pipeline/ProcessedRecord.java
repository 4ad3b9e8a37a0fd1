package io.pawstream.processor.pipeline;

import io.pawstream.contract.event.RecordAddress;

/**
 * The image record of a result.
 *
 * @param address position of the record
 * @param timestampMillis timestamp of the record, in milliseconds since the epoch
 * @param processedMillis when a stream thread processed the result, in milliseconds since the epoch
 */
public record ProcessedRecord(RecordAddress address, long timestampMillis, long processedMillis) {}
