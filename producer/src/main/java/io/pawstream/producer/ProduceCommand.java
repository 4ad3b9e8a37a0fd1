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
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Publishes images and prints a summary. */
@Command(
        name = "produce",
        description = {
            "Publishes images as image events and waits until the broker has acknowledged all of them.",
            "Skips files without an image extension and images that are larger than the topic allows.",
            "Exit code 0: all other images were published. 1: an image was not published, or the source has no images."
        })
final class ProduceCommand implements Callable<Integer> {

    @Option(
            names = "--images",
            required = true,
            paramLabel = "SOURCE",
            description =
                    "Source of the images: a directory, a zip file, or drawn for an endless series of drawn cats and"
                            + " dogs; drawn:cat,dog,fox draws other classes.")
    private String images = "";

    @Mixin
    private BrokerOptions broker = new BrokerOptions();

    @Option(names = "--rate", paramLabel = "N", description = "Events per second (default: no limit).")
    private double ratePerSecond = Double.POSITIVE_INFINITY;

    @Option(names = "--count", paramLabel = "N", description = "Maximum number of events (default: one per image).")
    private long count = Long.MAX_VALUE;

    @Option(names = "--loop", description = "Start over after the last image.")
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
                    "Publish the URI of each image file instead of its bytes; requires a directory that the processor"
                            + " can read.")
    private boolean byReference;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Model that must classify the images (default: according to the model selection).")
    private @Nullable String model;

    @Option(
            names = "--expires-in",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description =
                    "Reject images that are not classified within this time after they are published: 90s, 30m, 2h,"
                            + " 7d (default: no limit).")
    private @Nullable Duration expiresIn;

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
        try (ImageSource source = source(spec.commandLine().getErr());
                PublishProgress progress =
                        new PublishProgress(spec.commandLine().getErr(), plan.events(source));
                ImagePublisher publisher = ImagePublisher.connect(access, topic, progress)) {
            return CtrlC.run(publisher::stop, CtrlC.TIMEOUT, () -> {
                PublishSummary summary = publisher.publish(source, plan);
                progress.finish();
                report.print(summary, images, topic + " at " + access.bootstrap());
                report.printUnmetRate(summary, ratePerSecond);
                return PublishReport.exitCode(summary);
            });
        }
    }

    private ImageSource source(PrintWriter err) throws IOException {
        ImageSource source = ImageSource.open(images, seed);
        source.warning().ifPresent(warning -> err.println("warning: " + warning));
        if (byReference && source.get(0).address().isEmpty()) {
            source.close();
            throw new ParameterException(
                    spec.commandLine(),
                    "--by-reference requires a directory of images; the images of \"" + images + "\" have no URI");
        }
        return source;
    }

    private PublishPlan plan() {
        try {
            return PublishPlan.of(images)
                    .withTopic(topic)
                    .withModel(model)
                    .withExpiresIn(expiresIn)
                    .withCount(count)
                    .withRatePerSecond(ratePerSecond)
                    .withLoop(loop)
                    .withByReference(byReference);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
