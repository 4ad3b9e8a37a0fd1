package io.pawstream.contract.event;

import static io.pawstream.contract.event.TestRecords.ADDRESS;
import static io.pawstream.contract.event.TestRecords.record;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ImageIdentityTest {

    @Test
    void anEventHasTheIdentityOfItsAttributes() {
        assertThat(TestEvents.image().identity())
                .isEqualTo(new ImageIdentity(
                        "run-17", "pawstream:producer/photos.zip", "PetImages/Cat/17.jpg", TestEvents.TRACEPARENT));
        assertThat(TestEvents.imageWithoutOptions().identity())
                .isEqualTo(new ImageIdentity("run-18", "test", null, null));
    }

    @Test
    void theHeadersOfAnEventGiveTheSameIdentityAsTheEvent() {
        ImageEvent event = TestEvents.image();

        assertThat(ImageEventCodec.identity(
                        ADDRESS, ImageEventCodec.toRecord("images", event).headers()))
                .isEqualTo(event.identity());
    }

    @Test
    void aPlainRecordIsIdentifiedByItsAddress() throws Exception {
        ConsumerRecord<byte[], byte[]> plain = record(new byte[1]);

        ImageIdentity identity = ImageEventCodec.identity(ADDRESS, plain.headers());

        assertThat(identity).isEqualTo(new ImageIdentity("images-2-41", "kafka:images", null, null));
        assertThat(ImageEventCodec.fromRecord(plain).identity()).isEqualTo(identity);
    }

    @Test
    void headersOfAMalformedEventCountAsFarAsTheyHaveValues() {
        ConsumerRecord<byte[], byte[]> malformed =
                record(new byte[1], "ce_id", "a", "ce_source", null, "ce_subject", "a.jpg", "ce_traceparent", null);

        assertThat(ImageEventCodec.identity(ADDRESS, malformed.headers()))
                .isEqualTo(new ImageIdentity("a", "kafka:images", "a.jpg", null));
    }

    @Test
    void emptyAttributesIdentifyNothing() {
        ConsumerRecord<byte[], byte[]> empty = record(new byte[1], "ce_id", "", "ce_source", "");

        assertThat(ImageEventCodec.identity(ADDRESS, empty.headers()))
                .isEqualTo(new ImageIdentity("images-2-41", "kafka:images", null, null));
    }

    @Test
    void headersWithThePrefixOfHttpCount() {
        ConsumerRecord<byte[], byte[]> spring =
                record(new byte[1], "ce-specversion", "1.0", "ce-id", "a", "ce-source", "s", "ce-subject", "a.jpg");

        assertThat(ImageEventCodec.identity(ADDRESS, spring.headers()))
                .isEqualTo(new ImageIdentity("a", "s", "a.jpg", null));
    }

    @Test
    void theLastOfTwoHeadersCounts() {
        ConsumerRecord<byte[], byte[]> doubled =
                record(new byte[1], "ce_id", "a", "ce_id", "b", "ce_traceparent", "00", "ce_traceparent", "01");

        assertThat(ImageEventCodec.identity(ADDRESS, doubled.headers()))
                .isEqualTo(new ImageIdentity("b", "kafka:images", null, "01"));
    }
}
