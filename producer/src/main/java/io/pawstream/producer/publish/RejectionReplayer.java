package io.pawstream.producer.publish;

import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.Rejection;
import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.subscribe.EventHandler;
import io.pawstream.producer.subscribe.EventSubscriber;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends rejected images through the images topic again, as they came, and waits until the broker has acknowledged every
 * one. It reads what is committed when it begins, so an image that is rejected again is not sent in an endless loop.
 *
 * <pre>{@code
 * try (RejectionReplayer replayer = RejectionReplayer.connect(
 *         KafkaAccess.to("localhost:9092"), "images.rejected", ReplayPlan.ALL, PublishListener.NONE)) {
 *     ReplaySummary summary = replayer.replay();
 * }
 * }</pre>
 */
public final class RejectionReplayer implements AutoCloseable {

    private final EventSubscriber<Rejection> rejections;
    private final RecordSender sender;
    private final ReplayPlan plan;
    private final LongSupplier nanoTime;
    private final Tally tally;
    private volatile boolean stopped;

    /**
     * A replayer with parts of one's own, for tests.
     *
     * @param rejections the rejected images, from the first one; {@link #close} closes it
     * @param sender sends the records; {@link #close} closes it
     * @param nanoTime measures how long it takes, as {@link System#nanoTime}
     */
    RejectionReplayer(
            EventSubscriber<Rejection> rejections,
            RecordSender sender,
            ReplayPlan plan,
            PublishListener listener,
            LongSupplier nanoTime) {
        this.rejections = rejections;
        this.sender = sender;
        this.plan = plan;
        this.nanoTime = nanoTime;
        this.tally = new Tally(listener, rejections::stop);
    }

    /**
     * A replayer for one replay.
     *
     * @param rejectedTopic topic of the rejected images
     * @param listener hears what becomes of each image that is sent
     * @throws BrokerException if no broker answers or there is no such topic
     */
    public static RejectionReplayer connect(
            KafkaAccess access, String rejectedTopic, ReplayPlan plan, PublishListener listener)
            throws BrokerException {
        EventSubscriber<Rejection> rejections = EventSubscriber.rejections(access, rejectedTopic, true);
        try {
            // Where they came from is not known yet; what fits the rejected topic is for the broker to judge there.
            RecordSender sender = RecordSender.connect(access, plan.topic().orElse(rejectedTopic));
            return new RejectionReplayer(rejections, sender, plan, listener, System::nanoTime);
        } catch (BrokerException e) {
            rejections.close();
            throw e;
        }
    }

    /**
     * Sends the images, in the order of each partition, and returns when the broker has answered for the last one. Once
     * sending fails for one, those after it are not read.
     *
     * @throws BrokerException if the rejected topic cannot be read to its end
     */
    public ReplaySummary replay() throws BrokerException {
        long start = nanoTime.getAsLong();
        Run run = new Run();
        rejections.runToEnd(run);
        sender.flush();
        double seconds = (nanoTime.getAsLong() - start) / 1e9;
        return new ReplaySummary(
                run.read, run.passedOver, run.malformed, run.withoutImage, tally.summary(seconds, stopped));
    }

    private final class Run implements EventHandler<Rejection> {

        private long read;
        private long passedOver;
        private long malformed;
        private long withoutImage;

        @Override
        public void event(Rejection rejection, ConsumerRecord<byte[], byte[]> record) {
            read++;
            if (!plan.filter().test(rejection, record)) {
                passedOver++;
                return;
            }
            if (Rejection.isWithoutImage(record.headers())) {
                withoutImage++;
                return;
            }
            String topic = plan.topic().orElse(rejection.input().topic());
            long now = nanoTime.getAsLong();
            int bytes = record.value() == null ? 0 : record.value().length;
            String name = rejection.subject() == null ? rejection.imageId() : rejection.subject();
            // Without a time of its own: an old one could be past the topic's retention.
            sender.send(
                    new ProducerRecord<>(
                            topic, null, record.key(), record.value(), Rejection.replayHeaders(record.headers())),
                    new OutgoingImage(rejection.imageId(), name, Optional.empty(), bytes, now, now),
                    tally);
            if (read - passedOver - withoutImage == plan.count()) {
                rejections.stop();
            }
        }

        @Override
        public void malformed(ConsumerRecord<byte[], byte[]> record, MalformedEventException cause) {
            malformed++;
        }
    }

    /** Ends {@link #replay} from another thread: what was sent is still waited for. */
    public void stop() {
        stopped = true;
        rejections.stop();
    }

    @Override
    public void close() {
        rejections.close();
        sender.close();
    }
}
