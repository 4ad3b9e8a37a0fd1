package io.pawstream.quickstart.demo;

import io.pawstream.cli.CtrlC;
import io.pawstream.model.ModelException;
import io.pawstream.model.ModelRepository;
import io.pawstream.producer.publish.PublishPlan;
import io.pawstream.sources.ImageSource;
import io.pawstream.testkit.ProcessorProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts broker and processor, streams images, and prints predictions and a summary. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts a real Kafka broker and the stream processor, publishes images and prints the predictions.",
            "Exit code 0: every published image was classified or rejected, exactly once."
        })
public final class DemoCommand implements Callable<Integer> {

    /** The last answers, then the end of processor and broker. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path home;
    private final ZoneId zone;

    @Mixin
    private DemoOptions options;

    @Spec
    private CommandSpec spec;

    /**
     * The command.
     *
     * @param home folder of the project: models and the built processor are below it
     * @param zone time zone of the times that it prints
     */
    public DemoCommand(Path home, ZoneId zone) {
        this.home = home;
        this.zone = zone;
    }

    @Override
    public Integer call() throws Exception {
        Path models = home.resolve("models").toAbsolutePath();
        requireModel(models);
        int port = requirePort();
        // The processor makes the file, so that a demo that ends before leaves none behind.
        Path log = Path.of(
                System.getProperty("java.io.tmpdir"),
                "pawstream-processor-" + ProcessHandle.current().pid() + ".log");
        try (ImageSource images = ImageSource.open(options.images, options.seed)) {
            PublishPlan plan = plan(images);
            Map<String, String> settings = Map.of(
                    "pawstream.model",
                    options.model,
                    "pawstream.models.directory",
                    models.toString(),
                    "pawstream.page.thumbnails",
                    Boolean.toString(options.thumbnails));
            boolean opens = options.opens != null ? options.opens : plan.events(images) == Long.MAX_VALUE;
            Demo demo = new Demo(spec.commandLine().getOut(), zone, opens ? BrowserWindow::open : page -> {});
            DemoSummary summary = CtrlC.stops(
                    demo::stop,
                    PATIENCE,
                    () -> demo.run(
                            bootstrap -> new ProcessorProcess.Spec(
                                    home, bootstrap, port, options.heapMegabytes, settings, log),
                            images,
                            plan));
            if (summary.isComplete()) {
                Files.deleteIfExists(log);
                return 0;
            }
            return 1;
        } catch (InterruptedException e) {
            Files.deleteIfExists(log);
            spec.commandLine().getErr().println("stopped before the first image");
            return 1;
        }
    }

    private void requireModel(Path models) throws IOException {
        try {
            new ModelRepository(models).find(options.model);
        } catch (ModelException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private int requirePort() throws IOException {
        if (options.port < 0 || options.port > 65535) {
            throw new ParameterException(
                    spec.commandLine(), "--port is " + options.port + "; it must be 0 to 65535, 0 for a free one");
        }
        try (ServerSocket socket = new ServerSocket(options.port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IOException(
                    "port " + options.port + " is taken: " + e.getMessage()
                            + "; choose another with --port, 0 for a free one",
                    e);
        }
    }

    private PublishPlan plan(ImageSource images) {
        try {
            PublishPlan plan =
                    PublishPlan.of(options.images).withCount(options.count).withLoop(options.loop);
            boolean endless = plan.events(images) == Long.MAX_VALUE;
            return plan.withRatePerSecond(options.rate(endless));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
