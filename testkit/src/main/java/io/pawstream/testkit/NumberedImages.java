package io.pawstream.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.ImageEventCodec;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.sources.DrawnSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes numbered images of some keys at a steady rate. */
public final class NumberedImages implements AutoCloseable {

    private static final int KEYS = 64;
    private static final int DRAWN = 50;
    private static final int BAD_EVERY = 20;
    private static final byte[] BAD = "no image".getBytes(UTF_8);
    private static final String PREFIX = "numbered-";

    private final IntFunction<byte[]> content;
    private static final int PATIENCE_MILLIS = 600_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Thread thread;
    private final int first;
    private final double ratePerSecond;
    private volatile long startNanos;
    private volatile int published;
    private volatile boolean stopped;

    /**
     * Publishes none yet.
     *
     * @param first number of the first image
     * @param events number of images
     * @param ratePerSecond images per second
     * @param content encoded images by their numbers
     */
    public NumberedImages(String bootstrap, int first, int events, double ratePerSecond, IntFunction<byte[]> content) {
        this.first = first;
        this.ratePerSecond = ratePerSecond;
        this.content = content;
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "acks",
                        "all",
                        "enable.idempotence",
                        true,
                        // A disk that has had much to write may take minutes, which is no failure.
                        "delivery.timeout.ms",
                        PATIENCE_MILLIS,
                        "max.block.ms",
                        PATIENCE_MILLIS),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        thread = new Thread(() -> publish(events), "pawstream-images");
    }

    /** Drawn images, in turns; each twentieth is no image at all. */
    public static IntFunction<byte[]> mixed(long seed) throws IOException {
        List<byte[]> drawn = new ArrayList<>();
        try (DrawnSource source = new DrawnSource(seed)) {
            for (int i = 0; i < DRAWN; i++) {
                drawn.add(source.get(i).read());
            }
        }
        return number -> number % BAD_EVERY == 0 ? BAD : drawn.get(number % DRAWN);
    }

    /** Id of an image. */
    public static String id(int number) {
        return PREFIX + number;
    }

    /** Number of an image by its id. */
    public static int number(String id) {
        return Integer.parseInt(id.substring(PREFIX.length()));
    }

    /** Begins to publish. */
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
            var unused = producer.send(record(first + i), (written, problem) -> {
                if (problem != null) {
                    failure.compareAndSet(null, problem);
                }
            });
            published = i + 1;
        }
        producer.flush();
    }

    private ProducerRecord<byte[], byte[]> record(int number) {
        ImageEvent event =
                new ImageEvent(id(number), "numbered", null, null, null, null, null, null, content.apply(number));
        ProducerRecord<byte[], byte[]> record = ImageEventCodec.toRecord(TopicNames.DEFAULT.images(), event);
        byte[] key = ("key-" + number % KEYS).getBytes(UTF_8);
        return new ProducerRecord<>(record.topic(), null, key, record.value(), record.headers());
    }

    /** When an image is due by the pace, whether or not it is late, as {@link System#nanoTime}; after {@link #start}. */
    public long dueNanos(int number) {
        return startNanos + (long) ((number - first) / ratePerSecond * 1e9);
    }

    /** How many were sent so far. */
    public int published() {
        return published;
    }

    /** Whether all have been sent. */
    public boolean isOver() {
        return !thread.isAlive();
    }

    /** Publishes no more. */
    public void stop() {
        stopped = true;
    }

    /**
     * Waits for the last one.
     *
     * @return how many the broker has
     * @throws IOException if it has not taken all of them
     */
    public int awaitEnd() throws IOException, InterruptedException {
        thread.join();
        if (failure.get() != null) {
            throw new IOException(
                    "not all images could be published: " + failure.get().getMessage(), failure.get());
        }
        return published;
    }

    @Override
    public void close() {
        thread.interrupt();
        producer.close();
    }
}
