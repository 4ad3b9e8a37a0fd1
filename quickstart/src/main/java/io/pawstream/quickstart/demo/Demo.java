package io.pawstream.quickstart.demo;

import io.pawstream.cli.ClassArchive;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.broker.TopicPlan;
import io.pawstream.producer.broker.Topics;
import io.pawstream.producer.publish.PublishPlan;
import io.pawstream.sources.ImageSource;
import io.pawstream.testkit.EmbeddedBroker;
import io.pawstream.testkit.ProcessorProcess;
import io.pawstream.testkit.ProcessorSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Starts a broker and a processor, streams images through them, and stops both. */
final class Demo {

    private static final Duration READY_TIMEOUT = Duration.ofMinutes(1);

    private final PrintWriter out;
    private final ZoneId zone;
    private final Consumer<URI> livePage;
    private @Nullable DemoStream stream;
    private volatile boolean stopped;

    /**
     * Creates a demo.
     *
     * @param out receives predictions and the summary
     * @param zone time zone of printed times
     * @param livePage receives the address of the live page once the processor is ready
     */
    Demo(PrintWriter out, ZoneId zone, Consumer<URI> livePage) {
        this.out = out;
        this.zone = zone;
        this.livePage = livePage;
    }

    /**
     * Runs the demo.
     *
     * @param processorSpec maps the broker's address to the processor to start
     * @param images images to publish
     * @param plan number and rate of the images
     * @param tally counts published images and their results
     * @return summary of the results, already printed
     * @throws IOException if broker or processor do not start, or the processor exits
     * @throws BrokerException if topics cannot be created or clients cannot connect
     * @throws InterruptedException if it is stopped before the first image
     */
    DemoSummary run(
            Function<String, ProcessorSpec> processorSpec, ImageSource images, PublishPlan plan, DemoTally tally)
            throws IOException, BrokerException, InterruptedException {
        out.println("starting a Kafka broker and the stream processor");
        EmbeddedBroker.Ports ports = EmbeddedBroker.Ports.free();
        ProcessorSpec spec = processorSpec.apply(ports.bootstrap());
        // The processor starts at the same time as the broker, and waits for it.
        ProcessorProcess started = ProcessorProcess.start(spec);
        try (EmbeddedBroker broker = startBroker(ports);
                ProcessorProcess processor = started) {
            if (stopped) {
                throw new InterruptedException("stopped before the stream processor was ready");
            }
            KafkaAccess access = KafkaAccess.to(broker.bootstrap());
            try (Topics topics = Topics.at(access)) {
                topics.create(TopicPlan.DEFAULT);
            }
            try (DemoStream opened = new DemoStream(access, TopicNames.DEFAULT, tally, out, zone)) {
                processor.awaitReady(READY_TIMEOUT, () -> stopped);
                out.println("live page " + processor.url() + "/ (metrics: /q/metrics, health: /q/health); broker "
                        + broker.bootstrap() + "; processor log " + spec.log());
                livePage.accept(processor.url().resolve("/"));
                setStream(opened);
                processor.onExit(opened::processorExited);
                DemoSummary summary = opened.run(images, plan, processor);
                if (!processor.isAlive()) {
                    throw new IOException("the stream processor has exited with code " + processor.exitCode());
                }
                if (ClassArchive.isRequested()) {
                    out.println("\nwriting an archive of the loaded classes, for a faster start the next time");
                    out.flush();
                }
                return summary;
            }
        } finally {
            // Also if the broker has not started.
            started.close();
        }
    }

    private EmbeddedBroker startBroker(EmbeddedBroker.Ports ports) throws IOException, InterruptedException {
        try {
            return EmbeddedBroker.start(ports);
        } catch (IOException e) {
            if (stopped) {
                throw new InterruptedException("stopped while the broker started");
            }
            throw e;
        }
    }

    private synchronized void setStream(DemoStream opened) {
        stream = opened;
        if (stopped) {
            opened.stop();
        }
    }

    /** Stops publishing; the demo still waits for the results of published images. Called from another thread. */
    synchronized void stop() {
        // An interrupt during the broker's start would make the broker exit the process.
        stopped = true;
        if (stream != null) {
            stream.stop();
        }
    }
}
