package io.pawstream.quickstart.demo;

import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.console.PredictionTable;
import io.pawstream.producer.publish.ImagePublisher;
import io.pawstream.producer.publish.PublishPlan;
import io.pawstream.producer.publish.PublishSummary;
import io.pawstream.producer.subscribe.EventHandler;
import io.pawstream.producer.subscribe.EventSubscriber;
import io.pawstream.sources.ImageSource;
import io.pawstream.testkit.ProcessorProcess;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Publishes images on the calling thread, and reads predictions and rejections on two others. */
final class DemoStream implements AutoCloseable {

    /** Long enough for the transaction timeout of a killed processor and the start of a new one. */
    private static final long IDLE_TIMEOUT_MILLIS = 30_000;

    /** Time after the last result during which duplicates are still read. */
    private static final long DUPLICATES_MILLIS = 300;

    private final PrintWriter out;
    private final PredictionTable table;
    private final DemoTally tally;
    private final EventSubscriber<PredictionEvent> predictions;
    private final EventSubscriber<Rejection> rejections;
    private final ImagePublisher publisher;
    private final List<Thread> readers = new ArrayList<>();

    /**
     * Connects to the broker.
     *
     * @param access the broker
     * @param topics names of existing topics
     * @param tally counts published images and their results
     * @param out receives predictions and the summary
     * @param zone time zone of printed times
     */
    DemoStream(KafkaAccess access, TopicNames topics, DemoTally tally, PrintWriter out, ZoneId zone)
            throws BrokerException {
        this.tally = tally;
        this.out = out;
        this.table = new PredictionTable(zone);
        this.predictions = EventSubscriber.predictions(access, topics.predictions(), true);
        this.rejections = EventSubscriber.rejections(access, topics.rejected(), true);
        this.publisher = ImagePublisher.connect(access, topics.images(), tally);
    }

    /**
     * Publishes until the plan is complete or {@link #stop} is called, waits for the results, and prints the summary.
     *
     * @param images images to publish
     * @param plan number and rate of the images
     * @param processor running processor, whose log is printed if results are missing
     * @return the printed summary
     */
    DemoSummary run(ImageSource images, PublishPlan plan, ProcessorProcess processor) throws InterruptedException {
        out.println(table.header());
        read(predictions, (event, record) -> {
            tally.predicted(event, System.nanoTime());
            out.println(table.row(event, record.timestamp()));
        });
        read(rejections, (event, record) -> {
            tally.rejected(event, System.nanoTime());
            out.println(table.row(event, record.timestamp()));
        });
        PublishSummary published = publisher.publish(images, plan);
        tally.awaitResults(IDLE_TIMEOUT_MILLIS);
        Thread.sleep(DUPLICATES_MILLIS);
        stopReaders();

        DemoSummary summary = tally.summary();
        summary.print(out);
        published.failed().names().forEach(failure -> out.println("not published: " + failure));
        published.tooLarge().names().forEach(name -> out.println("not published, too large for the topic: " + name));
        if (!summary.isExactlyOnce()) {
            out.println("last log lines of the processor:\n" + processor.logEnd());
        }
        out.flush();
        return summary;
    }

    private <T> void read(EventSubscriber<T> subscriber, EventHandler<T> handler) {
        Thread thread = new Thread(
                () -> {
                    try {
                        subscriber.run(handler);
                    } catch (BrokerException e) {
                        out.println(e.getMessage());
                    }
                },
                "pawstream-demo-subscriber");
        thread.start();
        readers.add(thread);
    }

    private void stopReaders() {
        predictions.stop();
        rejections.stop();
        try {
            for (Thread reader : readers) {
                reader.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops publishing and waiting, because the processor has exited. Thread-safe. */
    void processorExited() {
        publisher.stop();
        tally.end();
    }

    /** Stops publishing; {@link #run} still waits for the results of published images. Thread-safe. */
    void stop() {
        publisher.stop();
    }

    @Override
    public void close() {
        stopReaders();
        publisher.close();
        predictions.close();
        rejections.close();
    }
}
