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

/** Publishes images on this thread while two others follow predictions and rejections. */
final class DemoStream implements AutoCloseable {

    /** Longer than a transaction of a killed processor blocks readers, and a new one needs to start. */
    private static final long PATIENCE_MILLIS = 30_000;

    /** A last look for answers that should not come. */
    private static final long AFTERWARDS_MILLIS = 300;

    private final PrintWriter out;
    private final PredictionTable table;
    private final DemoTally tally = new DemoTally();
    private final EventSubscriber<PredictionEvent> predictions;
    private final EventSubscriber<Rejection> rejections;
    private final ImagePublisher publisher;
    private final List<Thread> followers = new ArrayList<>();

    DemoStream(KafkaAccess access, TopicNames topics, PrintWriter out, ZoneId zone) throws BrokerException {
        this.out = out;
        this.table = new PredictionTable(zone);
        this.predictions = EventSubscriber.predictions(access, topics.predictions(), true);
        this.rejections = EventSubscriber.rejections(access, topics.rejected(), true);
        this.publisher = ImagePublisher.connect(access, topics.images(), tally);
    }

    /** Streams until the plan is through or {@link #stop} is called, and waits for the answers. */
    DemoSummary run(ImageSource images, PublishPlan plan, ProcessorProcess processor) throws InterruptedException {
        out.println(table.header());
        follow(predictions, (event, record) -> {
            tally.predicted(event, System.nanoTime());
            out.println(table.row(event, record.timestamp()));
        });
        follow(rejections, (event, record) -> {
            tally.rejected(event, System.nanoTime());
            out.println(table.row(event, record.timestamp()));
        });
        PublishSummary published = publisher.publish(images, plan);
        tally.awaitAnswers(PATIENCE_MILLIS);
        Thread.sleep(AFTERWARDS_MILLIS);
        stopFollowing();

        DemoSummary summary = tally.summary();
        summary.print(out);
        published.failures().forEach(failure -> out.println("not published: " + failure));
        published.tooLargeNames().forEach(name -> out.println("too large for the topic: " + name));
        if (!summary.isComplete()) {
            out.println("the end of the processor's log:\n" + processor.logEnd());
        }
        out.flush();
        return summary;
    }

    private <T> void follow(EventSubscriber<T> subscriber, EventHandler<T> handler) {
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
        followers.add(thread);
    }

    private void stopFollowing() {
        predictions.stop();
        rejections.stop();
        try {
            for (Thread follower : followers) {
                follower.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the stream early, from any thread: what was published is still answered. */
    void stop() {
        publisher.stop();
    }

    @Override
    public void close() {
        stopFollowing();
        publisher.close();
        predictions.close();
        rejections.close();
    }
}
