package io.pawstream.quickstart.demo;

import io.pawstream.contract.event.TopicNames;
import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.broker.TopicPlan;
import io.pawstream.producer.broker.Topics;
import io.pawstream.producer.publish.PublishPlan;
import io.pawstream.sources.ImageSource;
import io.pawstream.testkit.EmbeddedBroker;
import io.pawstream.testkit.ProcessorProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.function.Consumer;
import java.util.function.Function;

/** One demo from the start of the broker to its end. */
final class Demo {

    private static final Duration READY = Duration.ofMinutes(1);

    private final PrintWriter out;
    private final ZoneId zone;
    private final Consumer<URI> livePage;
    private DemoStream stream;
    private volatile boolean stopped;

    /**
     * A demo.
     *
     * @param out what it prints
     * @param zone time zone of the times that it prints
     * @param livePage hears of the address of the live page when that is there
     */
    Demo(PrintWriter out, ZoneId zone, Consumer<URI> livePage) {
        this.out = out;
        this.zone = zone;
        this.livePage = livePage;
    }

    /**
     * Starts everything, streams the images, and stops everything.
     *
     * @param processorAt how the processor is started, given the broker's address
     * @throws InterruptedException if it is stopped before the first image
     */
    DemoSummary run(Function<String, ProcessorProcess.Spec> processorAt, ImageSource images, PublishPlan plan)
            throws IOException, BrokerException, InterruptedException {
        out.println("starting a Kafka broker and the stream processor");
        try (EmbeddedBroker broker = startBroker()) {
            if (stopped) {
                throw new InterruptedException("stopped before the stream processor was started");
            }
            KafkaAccess access = KafkaAccess.to(broker.bootstrap());
            try (Topics topics = Topics.at(access)) {
                topics.create(TopicPlan.DEFAULT);
            }
            ProcessorProcess.Spec spec = processorAt.apply(broker.bootstrap());
            try (ProcessorProcess processor = ProcessorProcess.start(spec)) {
                processor.awaitReady(READY, () -> stopped);
                out.println("live page " + processor.url() + "/ (metrics: /q/metrics, health: /q/health); broker "
                        + broker.bootstrap() + "; the processor's log: " + spec.log());
                livePage.accept(processor.url().resolve("/"));
                try (DemoStream started = new DemoStream(access, TopicNames.DEFAULT, out, zone)) {
                    streaming(started);
                    return started.run(images, plan, processor);
                }
            }
        }
    }

    private EmbeddedBroker startBroker() throws IOException, InterruptedException {
        try {
            return EmbeddedBroker.start();
        } catch (IOException e) {
            if (stopped) {
                throw new InterruptedException("stopped while the broker started");
            }
            throw e;
        }
    }

    private synchronized void streaming(DemoStream started) {
        stream = started;
        if (stopped) {
            started.stop();
        }
    }

    /** Ends it early, from another thread: what was published is still answered. */
    synchronized void stop() {
        // A broker that is just starting is not interrupted: it would end the process with its own fatal error.
        stopped = true;
        if (stream != null) {
            stream.stop();
        }
    }
}
