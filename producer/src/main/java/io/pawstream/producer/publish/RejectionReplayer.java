package io.pawstream.producer.publish;

import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.Rejection;
import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.subscribe.EventHandler;
import io.pawstream.producer.subscribe.EventSubscriber;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Replays rejected images: sends them unchanged to their original topics, and waits until the broker has acknowledged
 * all of them. It reads only the rejections that are committed when it starts, so an image that is rejected again is
 * not replayed endlessly.
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
     * Creates a replayer from its parts.
     *
     * @param rejections reads the rejected images from the beginning; {@link #close} closes it
     * @param sender sends the records; {@link #close} closes it
     * @param nanoTime measures the duration, as {@link System#nanoTime}
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
     * Connects to a broker for one replay.
     *
     * @param access the broker
     * @param rejectedTopic topic of the rejected images
     * @param plan which images to replay, and to which topic
     * @param listener receives the result of each replayed image
     * @return the replayer
     * @throws BrokerException if the broker does not respond, denies access or has no such topic
     */
    public static RejectionReplayer connect(
            KafkaAccess access, String rejectedTopic, ReplayPlan plan, PublishListener listener)
            throws BrokerException {
        EventSubscriber<Rejection> rejections = EventSubscriber.rejections(access, rejectedTopic, true);
        try {
            // The original topics are not known yet, so the maximum record size is that of the rejected topic.
            RecordSender sender = RecordSender.connect(access, plan.topic().orElse(rejectedTopic));
            return new RejectionReplayer(rejections, sender, plan, listener, System::nanoTime);
        } catch (BrokerException e) {
            rejections.close();
            throw e;
        }
    }

    /**
     * Sends the images in the order of each partition. Returns once the broker has acknowledged or rejected each
     * record. Stops reading after the first failure to send.
     *
     * @return the number of read, skipped and replayed images
     * @throws BrokerException if the rejected topic cannot be read to its end
     */
    public ReplaySummary replay() throws BrokerException {
        long start = nanoTime.getAsLong();
        Run run = new Run();
        rejections.runToEnd(run);
        sender.flush();
        double seconds = (nanoTime.getAsLong() - start) / 1e9;
        return new ReplaySummary(
                run.read, run.filteredOut, run.malformed, run.withoutImage, tally.summary(seconds, stopped));
    }

    private final class Run implements EventHandler<Rejection> {

        private long read;
        private long filteredOut;
        private long malformed;
        private long withoutImage;
        private final Map<String, Boolean> exists = new HashMap<>();

        @Override
        public void event(Rejection rejection, ConsumerRecord<byte[], byte[]> record) {
            read++;
            if (!plan.filter().test(rejection, record)) {
                filteredOut++;
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
            // A producer lets a broker create missing topics automatically.
            if (plan.topic().isEmpty() && !exists.computeIfAbsent(topic, rejections::topicExists)) {
                tally.notSent(name, "topic \"" + topic + "\" not found");
                return;
            }
            // No timestamp: the original one could exceed the retention time of the topic.
            sender.send(
                    new ProducerRecord<>(
                            topic, null, record.key(), record.value(), Rejection.replayHeaders(record.headers())),
                    new OutgoingImage(rejection.imageId(), name, Optional.empty(), bytes, now, now),
                    tally);
            if (read - filteredOut - withoutImage == plan.count()) {
                rejections.stop();
            }
        }

        @Override
        public void malformed(ConsumerRecord<byte[], byte[]> record, MalformedEventException cause) {
            malformed++;
        }
    }

    /** Makes {@link #replay} stop sending; it still waits for pending acknowledgements. Thread-safe. */
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
