package io.pawstream.processor.streams;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.ImageEventCodec;
import io.pawstream.contract.event.ImageIdentity;
import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.Rejection;
import io.pawstream.processor.pipeline.ImageRequest;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The image request of a Kafka record. */
@SuppressWarnings("ArrayRecordComponent") // Requests are never compared.
record RecordImageRequest(
        RecordAddress address, byte @Nullable [] key, Headers headers, byte @Nullable [] value, long timestampMillis)
        implements ImageRequest {

    static RecordImageRequest of(ConsumerRecord<byte[], byte[]> record) {
        RecordAddress address = RecordAddress.of(record);
        return new RecordImageRequest(address, record.key(), record.headers(), record.value(), record.timestamp());
    }

    static RecordImageRequest of(Record<byte[], byte[]> record, RecordAddress address) {
        return new RecordImageRequest(address, record.key(), record.headers(), record.value(), record.timestamp());
    }

    @Override
    public boolean isReplayed() {
        return headers.lastHeader(Rejection.REPLAY_COUNT) != null;
    }

    @Override
    public ImageEvent read() throws MalformedEventException {
        return ImageEventCodec.read(address, headers, value);
    }

    @Override
    public ImageIdentity identity() {
        try {
            // In structured mode, the value contains the identity.
            return read().identity();
        } catch (MalformedEventException e) {
            return ImageEventCodec.identity(address, headers);
        }
    }
}
