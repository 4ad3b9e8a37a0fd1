package io.pawstream.producer.publish;

import io.pawstream.cli.ErrorMessages;
import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.ImageEventCodec;
import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.sources.ImageSource;
import io.pawstream.sources.SourceImage;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Publishes images as image events and waits until the broker has acknowledged all of them.
 *
 * <pre>{@code
 * try (ImageSource source = ImageSource.open("drawn", 1);
 *         ImagePublisher publisher =
 *                 ImagePublisher.connect(KafkaAccess.to("localhost:9092"), "images", PublishListener.NONE)) {
 *     PublishSummary summary = publisher.publish(source, PublishPlan.of("drawn").withCount(200).withRatePerSecond(50));
 * }
 * }</pre>
 */
public final class ImagePublisher implements AutoCloseable {

    private final RecordSender sender;
    private final PublishListener listener;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final String runId;
    private final CountDownLatch stop = new CountDownLatch(1);
    private long sequence;

    /**
     * Creates a publisher from its parts.
     *
     * @param sender sends the records; {@link #close} closes it
     * @param listener receives the result of each image
     * @param clock the time for {@code ce_time} and {@code ce_expirytime}
     * @param nanoTime the time for the rate, as {@link System#nanoTime}
     * @param runId prefix of all event ids, unique per publisher
     */
    ImagePublisher(RecordSender sender, PublishListener listener, Clock clock, LongSupplier nanoTime, String runId) {
        this.sender = sender;
        this.listener = listener;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.runId = runId;
    }

    /**
     * Connects to a broker. The maximum record size is that of the topic.
     *
     * @param access the broker
     * @param topic topic of the image events
     * @param listener receives the result of each image
     * @return the publisher
     * @throws BrokerException if the broker does not respond, denies access or has no such topic
     */
    public static ImagePublisher connect(KafkaAccess access, String topic, PublishListener listener)
            throws BrokerException {
        return new ImagePublisher(
                RecordSender.connect(access, topic),
                listener,
                Clock.systemUTC(),
                System::nanoTime,
                // 64 random bits make ids unique across runs.
                String.format("%016x", UUID.randomUUID().getLeastSignificantBits()));
    }

    /**
     * Publishes the images of a source in order. Returns once the broker has acknowledged or rejected each record.
     * After the first failure to send, the remaining images are reported as not sent. If the thread is interrupted,
     * publishing stops as with {@link #stop}.
     *
     * @param source the images
     * @param plan topic, number and rate of the events
     * @return the number of published, skipped and failed images
     * @throws IllegalArgumentException if the plan is by reference and an image has no URI
     */
    public PublishSummary publish(ImageSource source, PublishPlan plan) {
        long start = nanoTime.getAsLong();
        Tally tally = new Tally(listener, () -> {});
        ImageSequence images = new ImageSequence(source, plan.count(), plan.loop(), tally::notAnImage);
        boolean interrupted = false;
        try (ReadAhead ahead = new ReadAhead(images)) {
            try {
                sendAll(ahead, plan, new Pacer(plan.ratePerSecond(), start), tally);
            } catch (InterruptedException e) {
                stop();
                interrupted = true;
            }
            sender.flush();
            if (tally.hasFailed() && plan.events(source) != Long.MAX_VALUE) {
                for (SourceImage rest = ahead.nextUnread(); rest != null; rest = ahead.nextUnread()) {
                    tally.notSent(rest.name(), "not sent after the previous failure");
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return tally.summary((nanoTime.getAsLong() - start) / 1e9, stop.getCount() == 0);
    }

    private void sendAll(ReadAhead ahead, PublishPlan plan, Pacer pacer, Tally tally) throws InterruptedException {
        for (long event = 0; stop.getCount() > 0 && !tally.hasFailed(); event++) {
            ReadAhead.Reading reading = ahead.next();
            if (reading == null) {
                return;
            }
            byte[] data;
            try {
                data = reading.get();
            } catch (IOException e) {
                tally.notSent(reading.image().name(), ErrorMessages.of(e));
                continue;
            }
            long dueNanoTime = pacer.dueNanoTime(event, nanoTime.getAsLong());
            if (stop.await(dueNanoTime - nanoTime.getAsLong(), TimeUnit.NANOSECONDS)) {
                return;
            }
            send(reading.image(), data, dueNanoTime, plan, tally);
        }
    }

    private void send(SourceImage image, byte[] data, long dueNanoTime, PublishPlan plan, Tally tally) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        ImageEvent event = new ImageEvent(
                runId + "-" + sequence++,
                plan.source(),
                image.name(),
                now,
                plan.expiresIn() == null ? null : now.plus(plan.expiresIn()),
                ImageType.contentType(data),
                plan.model(),
                plan.byReference() ? address(image) : null,
                null,
                plan.byReference() ? new byte[0] : data);
        OutgoingImage outgoing = new OutgoingImage(
                event.id(), image.name(), image.label(), data.length, dueNanoTime, nanoTime.getAsLong());
        sender.send(ImageEventCodec.toRecord(plan.topic(), event), outgoing, tally);
    }

    private static String address(SourceImage image) {
        return image.address()
                .map(URI::toString)
                .orElseThrow(() -> new IllegalArgumentException(
                        image.name() + " has no URI; only images in a directory can be published by reference"));
    }

    /** Makes {@link #publish} stop sending; it still waits for pending acknowledgements. Thread-safe. */
    public void stop() {
        stop.countDown();
    }

    @Override
    public void close() {
        sender.close();
    }
}
