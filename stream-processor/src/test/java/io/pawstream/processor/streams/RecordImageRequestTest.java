package io.pawstream.processor.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.ImageIdentity;
import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.Rejection;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class RecordImageRequestTest {

    private static final RecordAddress ADDRESS = new RecordAddress("images", 2, 17);
    private static final byte[] KEY = {1};
    private static final byte[] IMAGE = {2, 3};
    private static final Map<String, String> BINARY = Map.of(
            "ce_specversion", "1.0",
            "ce_id", "id-1",
            "ce_source", "camera",
            "ce_type", "any",
            "ce_subject", "pet.png",
            "ce_traceparent", "00-trace");

    @Test
    void readsABinaryEvent() throws MalformedEventException {
        RecordImageRequest request = request(BINARY, IMAGE);
        ImageEvent event = request.read();
        assertThat(event.id()).isEqualTo("id-1");
        assertThat(event.data()).isEqualTo(IMAGE);
        assertThat(request.identity()).isEqualTo(new ImageIdentity("id-1", "camera", "pet.png", "00-trace"));
        assertThat(request.key()).isEqualTo(KEY);
        assertThat(request.address()).isEqualTo(ADDRESS);
    }

    @Test
    void theIdentityOfAStructuredEventIsInItsValue() throws MalformedEventException {
        String value = """
                {"specversion": "1.0", "id": "id-2", "source": "camera", "type": "any", "subject": "pet.png",
                 "traceparent": "00-trace", "data_base64": "AgM="}""";
        RecordImageRequest request =
                request(Map.of("content-type", "application/cloudevents+json"), value.getBytes(UTF_8));
        assertThat(request.identity()).isEqualTo(new ImageIdentity("id-2", "camera", "pet.png", "00-trace"));
        assertThat(request.read().data()).isEqualTo(IMAGE);
    }

    @Test
    void theIdentityOfAMalformedEventIsThatOfItsHeaders() {
        RecordImageRequest request = request(Map.of("ce_id", "id-3", "ce_subject", "pet.png"), IMAGE);
        assertThatThrownBy(request::read).isInstanceOf(MalformedEventException.class);
        assertThat(request.identity()).isEqualTo(new ImageIdentity("id-3", "kafka:images", "pet.png", null));
    }

    @Test
    void theIdentityOfAMalformedStructuredEventIsThatOfItsRecord() {
        RecordImageRequest request =
                request(Map.of("content-type", "application/cloudevents+json"), "{\"id\": \"id-4\"".getBytes(UTF_8));
        assertThatThrownBy(request::read).isInstanceOf(MalformedEventException.class);
        assertThat(request.identity()).isEqualTo(new ImageIdentity("images-2-17", "kafka:images", null, null));
    }

    @Test
    void aRecordMayHaveNeitherKeyNorValue() throws MalformedEventException {
        RecordImageRequest request =
                RecordImageRequest.of(new Record<byte[], byte[]>(null, null, 0, new RecordHeaders()), ADDRESS);
        assertThat(request.key()).isNull();
        assertThat(request.read().data()).isEmpty();
        assertThat(request.identity()).isEqualTo(new ImageIdentity("images-2-17", "kafka:images", null, null));
    }

    @Test
    void polledAndProcessedRecordsMakeTheSameRequest() {
        Headers headers = headers(BINARY);
        RecordImageRequest polled = RecordImageRequest.of(new ConsumerRecord<>(
                "images", 2, 17, 0, TimestampType.CREATE_TIME, 0, 0, KEY, IMAGE, headers, Optional.empty()));
        assertThat(polled).isEqualTo(RecordImageRequest.of(new Record<>(KEY, IMAGE, 0, headers), ADDRESS));
    }

    @Test
    void aRequestHasTheTimestampOfItsRecordAndIsReplayedIfTheHeaderSaysSo() {
        Headers headers = headers(BINARY);
        RecordImageRequest request = RecordImageRequest.of(new Record<>(KEY, IMAGE, 1234, headers), ADDRESS);
        assertThat(request.timestampMillis()).isEqualTo(1234);
        assertThat(request.isReplayed()).isFalse();
        RecordImageRequest replayed =
                RecordImageRequest.of(new Record<>(KEY, IMAGE, 1234, Rejection.replayHeaders(headers)), ADDRESS);
        assertThat(replayed.isReplayed()).isTrue();
    }

    private static RecordImageRequest request(Map<String, String> headers, byte[] value) {
        return RecordImageRequest.of(new Record<>(KEY, value, 0, headers(headers)), ADDRESS);
    }

    private static Headers headers(Map<String, String> texts) {
        Headers headers = new RecordHeaders();
        texts.forEach((name, text) -> headers.add(name, text.getBytes(UTF_8)));
        return headers;
    }
}
