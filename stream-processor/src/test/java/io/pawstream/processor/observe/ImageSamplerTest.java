package io.pawstream.processor.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.processor.models.FakeNetwork;
import io.pawstream.processor.models.LoadedModel;
import io.pawstream.processor.pipeline.PendingImage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ImageSamplerTest {

    private final LoadedModel model = new FakeNetwork().model("model9");
    private final LiveFeed feed = new LiveFeed(2);
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private volatile boolean busy;

    private final LiveFeed.Page page = new LiveFeed.Page() {
        @Override
        public boolean isBusy() {
            return busy;
        }

        @Override
        public void send(String event, byte[] json) {
            heard.add(event + " " + new String(json, UTF_8));
        }
    };

    private PendingImage image(String id) {
        ImageEvent event = new ImageEvent(id, "test", "pet.jpg", null, null, null, null, null, new byte[0]);
        ByteBuffer pixels = ByteBuffer.allocateDirect(model.imageBytes());
        return new PendingImage(null, event, model, 3, pixels, 0, 0, 0, null);
    }

    private static ConsumerRecord<byte[], byte[]> rejection() {
        RecordAddress input = new RecordAddress("images", 1, 2);
        return new ConsumerRecord<>(
                "images",
                1,
                2,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                null,
                new byte[] {1},
                Rejection.headers(new RecordHeaders(), RejectionReason.TRUNCATED, "it ends early", input),
                Optional.empty());
    }

    @Test
    void aPageSeesAnImageWithItsThumbnail() throws InterruptedException {
        try (ImageSampler sampler = new ImageSampler(feed, true, Duration.ofMillis(1))) {
            assertThat(feed.open(page)).isTrue();
            sampler.answered(image("one"), 0.25f);
            assertThat(heard.poll(20, TimeUnit.SECONDS))
                    .startsWith(
                            "image {\"imageId\":\"one\",\"subject\":\"pet.jpg\",\"label\":\"cat\",\"probability\":0.75,"
                                    + "\"model\":\"model9\",\"thumbnail\":\"data:image/jpeg;base64,/9j/");
        }
    }

    @Test
    void imagesThemselvesCanBeSwitchedOff() throws InterruptedException {
        try (ImageSampler sampler = new ImageSampler(feed, false, Duration.ofMillis(1))) {
            feed.open(page);
            sampler.answered(image("one"), 0.75f);
            assertThat(heard.poll(20, TimeUnit.SECONDS)).contains("\"dog\"").doesNotContain("thumbnail");
        }
    }

    @Test
    void aRejectionSaysWhyInWords() throws InterruptedException {
        try (ImageSampler sampler = new ImageSampler(feed, true, Duration.ofMillis(1))) {
            feed.open(page);
            sampler.rejected(rejection());
            assertThat(heard.poll(20, TimeUnit.SECONDS))
                    .isEqualTo("rejection {\"imageId\":\"images-1-2\",\"reason\":\"truncated\",\"explanation\":"
                            + "\"the image's data ends before its last row\",\"message\":\"it ends early\"}");
        }
    }

    @Test
    void manyImagesAreSampled() throws InterruptedException {
        try (ImageSampler sampler = new ImageSampler(feed, true, Duration.ofHours(1))) {
            feed.open(page);
            for (int i = 0; i < 1_000; i++) {
                sampler.answered(image("image-" + i), 0.75f);
            }
            assertThat(heard.poll(20, TimeUnit.SECONDS)).contains("image-0");
            assertThat(heard.poll(100, TimeUnit.MILLISECONDS)).isNull();
        }
    }

    @Test
    void withoutAPageNothingIsMadeAndABusyOneMissesIt() throws InterruptedException {
        try (ImageSampler sampler = new ImageSampler(feed, true, Duration.ofHours(1))) {
            sampler.answered(image("unseen"), 0.75f);
            feed.open(page);
            busy = true;
            // The pace was not used up by the one that nobody saw.
            sampler.answered(image("missed"), 0.75f);
            assertThat(heard.poll(200, TimeUnit.MILLISECONDS)).isNull();
            feed.close(page);
            assertThat(feed.isWatched()).isFalse();
        }
    }

    @Test
    void thereAreSoManyPagesAndNoMore() {
        assertThat(feed.open(page)).isTrue();
        assertThat(feed.open(new Silent())).isTrue();
        assertThat(feed.open(new Silent())).isFalse();
        assertThat(feed.pages()).isEqualTo(2);
    }

    private static final class Silent implements LiveFeed.Page {
        @Override
        public boolean isBusy() {
            return true;
        }

        @Override
        public void send(String event, byte[] json) {}
    }
}
