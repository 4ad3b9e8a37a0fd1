package io.pawstream.producer;

import io.pawstream.cli.CtrlC;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.publish.ImagePublisher;
import io.pawstream.producer.publish.PublishPlan;
import io.pawstream.producer.publish.PublishSummary;
import io.pawstream.sources.ImageSource;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Publishes images and reports what became of them. */
@Command(
        name = "produce",
        description = {
            "Publishes images as image events and waits until the broker has acknowledged every one.",
            "Exit code 0: all were published, but for files that are not images by name and images that are "
                    + "larger than the topic allows, which are named. 1: something was not published, and is named."
        })
final class ProduceCommand implements Callable<Integer> {

    @Option(
            names = "--images",
            required = true,
            paramLabel = "WHAT",
            description = "A folder, a zip file, or the word drawn: cats and dogs drawn without end.")
    private String images;

    @Mixin
    private BrokerOptions broker;

    @Option(names = "--rate", paramLabel = "N", description = "Events a second (default: as fast as they are taken).")
    private double ratePerSecond = Double.POSITIVE_INFINITY;

    @Option(names = "--count", paramLabel = "N", description = "Number of events (default: one for every image).")
    private long count = Long.MAX_VALUE;

    @Option(names = "--loop", description = "Begin again after the last image.")
    private boolean loop;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the drawn images (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--by-reference",
            description =
                    "Publish where each image of a folder lies instead of its bytes; the processor must be able to"
                            + " read it there.")
    private boolean byReference;

    @Option(names = "--model", paramLabel = "NAME", description = "Ask for this model instead of the selected one.")
    private String model;

    @Option(names = "--topic", paramLabel = "NAME", description = "Topic of the image events (default: images).")
    private String topic = TopicNames.DEFAULT.images();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, BrokerException {
        PublishPlan plan = plan();
        KafkaAccess access = broker.access();
        PublishReport report = new PublishReport(
                spec.commandLine().getOut(), spec.commandLine().getErr());
        try (ImageSource source = source();
                PublishProgress progress = new PublishProgress(plan.events(source));
                ImagePublisher publisher = ImagePublisher.connect(access, topic, progress)) {
            return CtrlC.stops(publisher::stop, CtrlC.PATIENCE, () -> {
                PublishSummary summary = publisher.publish(source, plan);
                progress.finish();
                report.print(summary, images, topic + " at " + access.bootstrap());
                return PublishReport.exitCode(summary);
            });
        }
    }

    private ImageSource source() throws IOException {
        ImageSource source = ImageSource.open(images, seed);
        if (byReference && source.get(0).address().isEmpty()) {
            source.close();
            throw new ParameterException(
                    spec.commandLine(),
                    "--by-reference needs a folder of images; those of \"" + images
                            + "\" have no address of their own");
        }
        return source;
    }

    private PublishPlan plan() {
        try {
            return PublishPlan.of(images)
                    .withTopic(topic)
                    .withModel(model)
                    .withCount(count)
                    .withRatePerSecond(ratePerSecond)
                    .withLoop(loop)
                    .withByReference(byReference);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
