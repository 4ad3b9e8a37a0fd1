package io.pawstream.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.ImageEventCodec;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.publish.ProducerSettings;
import io.pawstream.sources.DrawnSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes consecutively numbered images at a constant rate, on its own thread. The number determines the event id and
 * the record key, so that a reader can check completeness and order.
 *
 * <pre>{@code
 * try (NumberedImages images = new NumberedImages(bootstrap, 0, 1000, 50, NumberedImages.mixed(1))) {
 *     images.start();
 *     int published = images.awaitEnd();
 * }
 * }</pre>
 */
public final class NumberedImages implements AutoCloseable {

    private static final int KEYS = 64;
    private static final int DRAWN = 50;
    private static final int INVALID_EVERY = 20;
    private static final byte[] INVALID = "no image".getBytes(UTF_8);
    private static final String ID_PREFIX = "numbered-";

    /** What differs from {@code produce}. */
    private static final Map<String, String> SETTINGS = Map.of(
            // An image fills a batch of its own.
            "batch.size", "16384",
            // A busy disk may delay acknowledgements for minutes.
            "delivery.timeout.ms", "600000",
            "max.block.ms", "600000",
            // A broker without connection to the others does not acknowledge. Another one leads soon.
            "request.timeout.ms", "10000");

    private final IntFunction<ProducerRecord<byte[], byte[]>> records;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Thread thread;
    private final int first;
    private final double ratePerSecond;
    private volatile long startNanos;
    private volatile int published;
    private volatile boolean stopped;

    /**
     * Creates a publisher that sends nothing before {@link #start}.
     *
     * @param bootstrap the broker, {@code host:port}
     * @param first number of the first image, at least 0
     * @param events number of images, at least 0
     * @param ratePerSecond images per second, above 0; a very large value publishes as fast as the broker accepts
     * @param content encoded image for each number
     */
    public NumberedImages(String bootstrap, int first, int events, double ratePerSecond, IntFunction<byte[]> content) {
        this(bootstrap, first, events, ratePerSecond, content, number -> null);
    }

    /**
     * Creates a publisher of images of which some are not in their events.
     *
     * @param bootstrap the broker, {@code host:port}
     * @param first number of the first image, at least 0
     * @param events number of images, at least 0
     * @param ratePerSecond images per second, above 0; a very large value publishes as fast as the broker accepts
     * @param content encoded image for each number that has no reference
     * @param reference {@code ce_dataref} for each number; null for an image in its event
     */
    public NumberedImages(
            String bootstrap,
            int first,
            int events,
            double ratePerSecond,
            IntFunction<byte[]> content,
            IntFunction<@Nullable String> reference) {
        this(number -> record(number, content, reference), bootstrap, first, events, ratePerSecond);
    }

    private NumberedImages(
            IntFunction<ProducerRecord<byte[], byte[]>> records,
            String bootstrap,
            int first,
            int events,
            double ratePerSecond) {
        this.records = records;
        this.first = first;
        this.ratePerSecond = ratePerSecond;
        KafkaAccess access = new KafkaAccess(bootstrap, SETTINGS);
        producer = new KafkaProducer<>(ProducerSettings.of(access, TopicNames.DEFAULT_MAX_IMAGE_BYTES));
        thread = new Thread(() -> publish(events), "pawstream-images");
    }

    /**
     * Creates a publisher of images in another form than image events, for consumers that read no image events.
     *
     * @param bootstrap the broker, {@code host:port}
     * @param first number of the first image, at least 0
     * @param events number of images, at least 0
     * @param ratePerSecond images per second, above 0; a very large value publishes as fast as the broker accepts
     * @param records record for each number; its result must contain {@link #id}
     * @return a publisher that sends nothing before {@link #start}
     */
    public static NumberedImages ofRecords(
            String bootstrap,
            int first,
            int events,
            double ratePerSecond,
            IntFunction<ProducerRecord<byte[], byte[]>> records) {
        return new NumberedImages(records, bootstrap, first, events, ratePerSecond);
    }

    /**
     * Creates content of 50 drawn images in rotation. The content of every twentieth number, starting with 0, is not an
     * image.
     *
     * @param seed seed of the drawn images
     * @return encoded bytes for each number
     * @throws IOException if an image cannot be drawn
     */
    public static IntFunction<byte[]> mixed(long seed) throws IOException {
        List<byte[]> drawn = new ArrayList<>();
        try (DrawnSource source = new DrawnSource(seed)) {
            for (int i = 0; i < DRAWN; i++) {
                drawn.add(source.get(i).read());
            }
        }
        return number -> isImage(number) ? drawn.get(number % DRAWN) : INVALID;
    }

    /**
     * Returns whether the content of {@link #mixed} is an image.
     *
     * @param number number of the event
     * @return false for every twentieth number
     */
    public static boolean isImage(int number) {
        return number % INVALID_EVERY != 0;
    }

    /**
     * Returns the event id of an image.
     *
     * @param number number of the image
     * @return {@code ce_id} of its event
     */
    public static String id(int number) {
        return ID_PREFIX + number;
    }

    /**
     * Returns the number of an image.
     *
     * @param id {@code ce_id} of its event, as returned by {@link #id}
     * @return number of the image
     * @throws IllegalArgumentException if the id is not one of {@link #id}
     */
    public static int number(String id) {
        if (!id.startsWith(ID_PREFIX)) {
            throw new IllegalArgumentException("id is \"" + id + "\"; it must start with " + ID_PREFIX);
        }
        return Integer.parseInt(id.substring(ID_PREFIX.length()));
    }

    /** Starts publishing. */
    public void start() {
        startNanos = System.nanoTime();
        thread.start();
    }

    private void publish(int events) {
        for (int i = 0; i < events && failure.get() == null && !stopped; i++) {
            try {
                long early = dueNanos(first + i) - System.nanoTime();
                if (early > 0) {
                    Thread.sleep(early / 1_000_000, (int) (early % 1_000_000));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            try {
                var unused = producer.send(records.apply(first + i), (metadata, error) -> {
                    if (error != null) {
                        failure.compareAndSet(null, error);
                    }
                });
            } catch (KafkaException e) {
                // The producer was closed.
                failure.compareAndSet(null, e);
                return;
            }
            published = i + 1;
        }
        producer.flush();
    }

    private static ProducerRecord<byte[], byte[]> record(
            int number, IntFunction<byte[]> content, IntFunction<@Nullable String> reference) {
        String dataRef = reference.apply(number);
        return record(number, "key-" + number % KEYS, dataRef, dataRef == null ? content.apply(number) : new byte[0]);
    }

    /**
     * Creates the record of a numbered image.
     *
     * @param number number of the image, at least 0
     * @param key key of the record
     * @param content encoded image
     * @return a record for the topic of images
     */
    public static ProducerRecord<byte[], byte[]> record(int number, String key, byte[] content) {
        return record(number, key, null, content);
    }

    private static ProducerRecord<byte[], byte[]> record(
            int number, String key, @Nullable String dataRef, byte[] data) {
        ImageEvent event = new ImageEvent(id(number), "numbered", null, null, null, null, dataRef, null, data);
        ProducerRecord<byte[], byte[]> record = ImageEventCodec.toRecord(TopicNames.DEFAULT.images(), event);
        return new ProducerRecord<>(record.topic(), null, key.getBytes(UTF_8), record.value(), record.headers());
    }

    /**
     * Returns the time at which an image is due, even if it is sent later. Valid after {@link #start}.
     *
     * @param number number of the image
     * @return nanoseconds on the clock of {@link System#nanoTime}
     */
    public long dueNanos(int number) {
        return startNanos + (long) ((number - first) / ratePerSecond * 1e9);
    }

    /**
     * Returns how many images were sent so far.
     *
     * @return number of images, acknowledged or not
     */
    public int published() {
        return published;
    }

    /**
     * Returns whether no image is being published.
     *
     * @return true before {@link #start}, and again once the last image is sent, sending fails or {@link #stop} takes
     *     effect
     */
    public boolean isDone() {
        return !thread.isAlive();
    }

    /** Stops publishing after the current image. */
    public void stop() {
        stopped = true;
    }

    /**
     * Waits until publishing ends.
     *
     * @return number of images that the broker has acknowledged
     * @throws IOException if an image could not be published
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public int awaitEnd() throws IOException, InterruptedException {
        thread.join();
        Exception cause = failure.get();
        if (cause != null) {
            throw new IOException("cannot publish all images: " + cause.getMessage(), cause);
        }
        return published;
    }

    /** Interrupts publishing and closes the producer. */
    @Override
    public void close() {
        thread.interrupt();
        producer.close();
    }
}
