package io.pawstream.producer.publish;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.ImageEventCodec;
import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.broker.Topics;
import io.pawstream.sources.Picture;
import io.pawstream.sources.PictureSource;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Publishes pictures as image events and waits until the broker has acknowledged every one.
 *
 * <pre>{@code
 * try (PictureSource source = PictureSource.open("drawn", 1);
 *         ImagePublisher publisher =
 *                 ImagePublisher.connect(KafkaAccess.to("localhost:9092"), "images", PublishListener.NONE)) {
 *     PublishSummary summary = publisher.publish(source, PublishPlan.of("drawn").withCount(200).withRatePerSecond(50));
 * }
 * }</pre>
 */
public final class ImagePublisher implements AutoCloseable {

    private final Producer<byte[], byte[]> producer;
    private final PublishListener listener;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final String runId;
    private final CountDownLatch stop = new CountDownLatch(1);
    private long sequence;

    /**
     * A publisher with parts of one's own, for tests.
     *
     * @param producer sends the records; {@link #close} closes it
     * @param listener hears what becomes of each picture
     * @param clock gives {@code ce_time}
     * @param nanoTime gives the pace, as {@link System#nanoTime}
     * @param runId begins every event's id: another one for each publisher
     */
    ImagePublisher(
            Producer<byte[], byte[]> producer,
            PublishListener listener,
            Clock clock,
            LongSupplier nanoTime,
            String runId) {
        this.producer = producer;
        this.listener = listener;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.runId = runId;
    }

    /**
     * A publisher to a broker, configured to the largest record that the topic takes.
     *
     * @throws BrokerException if no broker answers or there is no such topic
     */
    public static ImagePublisher connect(KafkaAccess access, String topic, PublishListener listener)
            throws BrokerException {
        int maxMessageBytes;
        try (Topics topics = Topics.at(access)) {
            maxMessageBytes = topics.maxMessageBytes(topic);
        }
        try {
            return new ImagePublisher(
                    new KafkaProducer<>(ProducerSettings.of(access, maxMessageBytes)),
                    listener,
                    Clock.systemUTC(),
                    System::nanoTime,
                    // 64 random bits: two runs never share an id.
                    String.format("%016x", UUID.randomUUID().getLeastSignificantBits()));
        } catch (KafkaException e) {
            throw BrokerException.of(access, e);
        }
    }

    /**
     * Publishes the pictures of a source, in order, and returns when the broker has answered for the last one. Once
     * sending fails for one picture, those after it are not tried.
     */
    public PublishSummary publish(PictureSource source, PublishPlan plan) {
        long start = nanoTime.getAsLong();
        Tally tally = new Tally(listener);
        PictureSequence pictures = new PictureSequence(source, plan.count(), plan.loop(), tally::notAPicture);
        boolean interrupted = false;
        try (ReadAhead ahead = new ReadAhead(pictures)) {
            try {
                sendAll(ahead, plan, new Pacer(plan.ratePerSecond(), start), tally);
            } catch (InterruptedException e) {
                stop();
                interrupted = true;
            }
            producer.flush();
            if (tally.isBroken() && plan.events(source) != Long.MAX_VALUE) {
                for (Picture left = ahead.nextUnread(); left != null; left = ahead.nextUnread()) {
                    tally.notSent(left.name(), "not tried after the failures before it");
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return tally.summary((nanoTime.getAsLong() - start) / 1e9, stop.getCount() == 0);
    }

    private void sendAll(ReadAhead ahead, PublishPlan plan, Pacer pacer, Tally tally) throws InterruptedException {
        for (long event = 0; stop.getCount() > 0 && !tally.isBroken(); event++) {
            ReadAhead.Reading reading = ahead.next();
            if (reading == null) {
                return;
            }
            byte[] data;
            try {
                data = reading.get();
            } catch (IOException e) {
                tally.notSent(reading.picture().name(), e.getMessage());
                continue;
            }
            long dueNanoTime = pacer.dueNanoTime(event, nanoTime.getAsLong());
            if (stop.await(dueNanoTime - nanoTime.getAsLong(), TimeUnit.NANOSECONDS)) {
                return;
            }
            send(reading.picture(), data, dueNanoTime, plan, tally);
        }
    }

    // The callback hears what the future would say.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void send(Picture picture, byte[] data, long dueNanoTime, PublishPlan plan, Tally tally) {
        ImageEvent event = new ImageEvent(
                runId + "-" + sequence++,
                plan.source(),
                picture.name(),
                OffsetDateTime.now(clock),
                PictureType.contentType(data),
                plan.model(),
                plan.byReference() ? address(picture) : null,
                null,
                plan.byReference() ? new byte[0] : data);
        OutgoingPicture outgoing = new OutgoingPicture(
                event.id(), picture.name(), picture.label(), data.length, dueNanoTime, nanoTime.getAsLong());
        listener.sending(outgoing);
        try {
            producer.send(ImageEventCodec.toRecord(plan.topic(), event), (where, e) -> done(outgoing, where, e, tally));
        } catch (KafkaException e) {
            tally.failed(outgoing, e, BrokerException.describe(e));
        }
    }

    private static String address(Picture picture) {
        return picture.address()
                .map(URI::toString)
                .orElseThrow(() -> new IllegalArgumentException(
                        picture.name() + " has no address; only the files of a folder are published by reference"));
    }

    private static void done(OutgoingPicture picture, RecordMetadata where, Exception e, Tally tally) {
        if (e == null) {
            tally.acknowledged(picture, where.partition(), where.offset());
        } else if (e instanceof RecordTooLargeException) {
            tally.tooLarge(picture);
        } else {
            tally.failed(picture, e, BrokerException.describe(e));
        }
    }

    /** Ends {@link #publish} from another thread: what was sent is still waited for. */
    public void stop() {
        stop.countDown();
    }

    @Override
    public void close() {
        producer.close();
    }
}
