package io.pawstream.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.sources.SourceImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class ReadAheadTest {

    @Test
    void imagesComeInOrderWithTheirBytes() throws Exception {
        try (ReadAhead ahead = new ReadAhead(images(30))) {
            for (int i = 0; i < 30; i++) {
                ReadAhead.Reading reading = Objects.requireNonNull(ahead.next());
                assertThat(reading.image().name()).isEqualTo("image " + i);
                assertThat(reading.get()).asString(StandardCharsets.UTF_8).isEqualTo("image " + i);
            }
            assertThat(ahead.next()).isNull();
        }
    }

    @Test
    void theNextImageIsReadBeforeItIsRequested() throws Exception {
        CountDownLatch read = new CountDownLatch(2);
        SourceImage image = image("a", () -> {
            read.countDown();
            return new byte[0];
        });
        try (ReadAhead ahead = new ReadAhead(List.of(image, image).iterator())) {
            ahead.next();
            assertThat(read.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void largeImagesAreNotAllReadAtOnce() throws Exception {
        long half = ReadAhead.WINDOW_BYTES / 2;
        AtomicInteger started = new AtomicInteger();
        List<SourceImage> images = LongStream.of(half, half, 1, ReadAhead.WINDOW_BYTES + 1, 1)
                .<SourceImage>mapToObj(bytes -> new SizedImage(bytes, started))
                .toList();
        try (ReadAhead ahead = new ReadAhead(images.iterator())) {
            for (int atMost : new int[] {2, 3, 3, 4, 5}) {
                ReadAhead.Reading reading = Objects.requireNonNull(ahead.next());
                reading.get();
                assertThat(started.get()).isLessThanOrEqualTo(atMost);
            }
            assertThat(ahead.next()).isNull();
            assertThat(started).hasValue(5);
        }
    }

    private record SizedImage(long bytes, AtomicInteger started) implements SourceImage {

        @Override
        public String name() {
            return bytes + " bytes";
        }

        @Override
        public Optional<String> label() {
            return Optional.empty();
        }

        @Override
        public byte[] read() {
            started.incrementAndGet();
            return new byte[0];
        }
    }

    @Test
    void theImagesThatWereNotSentAreStillListed() {
        try (ReadAhead ahead = new ReadAhead(images(20))) {
            ahead.next();
            for (int i = 1; i < 20; i++) {
                SourceImage image = Objects.requireNonNull(ahead.nextUnread());
                assertThat(image.name()).isEqualTo("image " + i);
            }
            assertThat(ahead.nextUnread()).isNull();
        }
    }

    @Test
    void anErrorOfReadingIsThrownForItsImage() throws Exception {
        assertThatThrownBy(() -> read(() -> {
                    throw new IOException("cannot read a");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot read a");
        assertThatThrownBy(() -> read(() -> {
                    throw new IllegalStateException("zip file closed");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot read a: java.lang.IllegalStateException: zip file closed");
        assertThatThrownBy(() -> read(() -> {
                    throw new OutOfMemoryError("heap");
                }))
                .isInstanceOf(OutOfMemoryError.class);
    }

    private static void read(Content content) throws IOException, InterruptedException {
        try (ReadAhead ahead = new ReadAhead(List.of(image("a", content)).iterator())) {
            ReadAhead.Reading reading = Objects.requireNonNull(ahead.next());
            reading.get();
        }
    }

    private static Iterator<SourceImage> images(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> image("image " + i, () -> ("image " + i).getBytes(StandardCharsets.UTF_8)))
                .iterator();
    }

    private static SourceImage image(String name, Content content) {
        return new SourceImage() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<String> label() {
                return Optional.empty();
            }

            @Override
            public byte[] read() throws IOException {
                return content.read();
            }
        };
    }

    @FunctionalInterface
    private interface Content {
        byte[] read() throws IOException;
    }
}
