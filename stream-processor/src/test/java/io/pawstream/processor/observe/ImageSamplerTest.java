package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.RejectionReason;
import io.pawstream.model.ModelCard;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ImageSamplerTest {

    private final ModelCard card = TestResults.card("model9", "1");
    private final LiveFeed feed = new LiveFeed(2);
    private final FakePage page = new FakePage();

    /** Does what the pipeline does: copies the pixels only if the sampler asks for them. */
    private void classify(ImageSampler sampler, String id, double dog) {
        ByteBuffer pixels = sampler.samplesPixels() ? ByteBuffer.allocate(4 * 4 * 3) : null;
        sampler.classified(TestResults.classified(id, card, dog, pixels), TestResults.RECORD);
    }

    private static void reject(ImageSampler sampler) {
        sampler.rejected(TestResults.rejected(RejectionReason.TRUNCATED, "it ends early"), TestResults.RECORD);
    }

    @Test
    void sendsAnImageWithItsThumbnail() throws InterruptedException {
        try (ImageSampler sampler = new ImageSampler(feed, true, Duration.ofMillis(1))) {
            assertThat(feed.open(page)).isTrue();
            classify(sampler, "one", 0.25);
            assertThat(page.sent.poll(20, TimeUnit.SECONDS))
                    .startsWith(
                            "image {\"imageId\":\"one\",\"subject\":\"pet.jpg\","
                                    + "\"top\":[{\"label\":\"cat\",\"probability\":0.75},"
                                    + "{\"label\":\"dog\",\"probability\":0.25}],\"model\":\"model9\",\"thumbnail\":\"data:image/jpeg;base64,/9j/");
        }
    }

    @Test
    void thumbnailsCanBeOff() throws InterruptedException {
        try (ImageSampler sampler = new ImageSampler(feed, false, Duration.ofMillis(1))) {
            feed.open(page);
            assertThat(sampler.samplesPixels()).isFalse();
            classify(sampler, "one", 0.75);
            assertThat(page.sent.poll(20, TimeUnit.SECONDS)).contains("\"dog\"").doesNotContain("thumbnail");
        }
    }

    @Test
    void aRejectionExplainsItsReason() throws InterruptedException {
        try (ImageSampler sampler = new ImageSampler(feed, true, Duration.ofMillis(1))) {
            feed.open(page);
            reject(sampler);
            assertThat(page.sent.poll(20, TimeUnit.SECONDS))
                    .isEqualTo("rejection {\"imageId\":\"images-1-2\",\"reason\":\"truncated\",\"explanation\":"
                            + "\"the image data ends before the last row\",\"message\":\"it ends early\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void samplesManyImagesWithAndWithoutThumbnails(boolean thumbnails) throws InterruptedException {
        try (ImageSampler sampler = new ImageSampler(feed, thumbnails, Duration.ofHours(1))) {
            feed.open(page);
            for (int i = 0; i < 1_000; i++) {
                classify(sampler, "image-" + i, 0.75);
            }
            assertThat(page.sent.poll(20, TimeUnit.SECONDS)).contains("image-0");
            assertThat(page.sent.poll(100, TimeUnit.MILLISECONDS)).isNull();
        }
    }

    @Test
    void samplesRejectionsApartFromImages() throws InterruptedException {
        try (ImageSampler sampler = new ImageSampler(feed, true, Duration.ofHours(1))) {
            feed.open(page);
            classify(sampler, "one", 0.75);
            for (int i = 0; i < 1_000; i++) {
                reject(sampler);
            }
            assertThat(page.sent.poll(20, TimeUnit.SECONDS)).startsWith("image ");
            assertThat(page.sent.poll(20, TimeUnit.SECONDS)).startsWith("rejection ");
            assertThat(page.sent.poll(100, TimeUnit.MILLISECONDS)).isNull();
        }
    }

    @Test
    void isIdleWithoutAPageAndSkipsABusyOne() throws InterruptedException {
        try (ImageSampler sampler = new ImageSampler(feed, true, Duration.ofHours(1))) {
            assertThat(sampler.samplesPixels()).isFalse();
            classify(sampler, "unseen", 0.75);
            feed.open(page);
            page.busy = true;
            // The image without a page did not use up the rate.
            assertThat(sampler.samplesPixels()).isTrue();
            ByteBuffer pixels = ByteBuffer.allocate(4 * 4 * 3);
            sampler.classified(TestResults.classified("missed", card, 0.75, pixels), TestResults.RECORD);
            assertThat(page.sent.poll(200, TimeUnit.MILLISECONDS)).isNull();
            feed.close(page);
            assertThat(feed.isWatched()).isFalse();
        }
    }

    @Test
    void aResultWithoutPixelsIsNotSampled() throws InterruptedException {
        try (ImageSampler sampler = new ImageSampler(feed, true, Duration.ofMillis(1))) {
            feed.open(page);
            sampler.classified(TestResults.classified("one", card, 0.75, null), TestResults.RECORD);
            assertThat(page.sent.poll(200, TimeUnit.MILLISECONDS)).isNull();
        }
    }
}
