package io.pawstream.quickstart.demo;

import io.pawstream.cli.ClassArchive;
import io.pawstream.cli.CtrlC;
import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelException;
import io.pawstream.model.ModelRepository;
import io.pawstream.producer.publish.PublishPlan;
import io.pawstream.sources.DrawnSource;
import io.pawstream.sources.ImageSource;
import io.pawstream.testkit.Leftovers;
import io.pawstream.testkit.ProcessorSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo}: starts a broker and a processor, streams images, and prints predictions and a summary. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts a Kafka broker and the stream processor, publishes images and prints the predictions.",
            "Exit code 0: every published image has exactly one result."
        })
public final class DemoCommand implements Callable<Integer> {

    /** Time for the last results and for stopping processor and broker. */
    private static final Duration STOP_TIMEOUT = Duration.ofMinutes(1);

    private final Path home;
    private final ZoneId zone;

    @Mixin
    private DemoOptions options = new DemoOptions();

    @Spec
    private CommandSpec spec;

    /**
     * Creates the command.
     *
     * @param home root directory of the project, which contains the models and the built processor
     * @param zone time zone of printed times
     */
    public DemoCommand(Path home, ZoneId zone) {
        this.home = home;
        this.zone = zone;
    }

    /**
     * Runs the demo.
     *
     * @return 0 if every published image has exactly one result, else 1
     * @throws Exception if the model is missing, the port is in use, or broker or processor fail
     */
    @Override
    public Integer call() throws Exception {
        Path models = home.resolve("models").toAbsolutePath();
        int port = requirePort();
        // The processor creates the file, so a demo that fails earlier does not leave one behind.
        Path log = Leftovers.add(Path.of(
                System.getProperty("java.io.tmpdir"),
                "pawstream-processor-" + ProcessHandle.current().pid() + ".log"));
        String source = usage(options::source);
        try (ImageSource images = ImageSource.open(source, options.seed)) {
            ModelCard model = model(models, images);
            images.warning().ifPresent(warning -> spec.commandLine().getErr().println("warning: " + warning));
            PublishPlan plan = usage(() -> plan(source, images));
            Map<String, String> settings = Map.of(
                    "pawstream.model",
                    model.name(),
                    "pawstream.models.directory",
                    models.toString(),
                    "pawstream.page.thumbnails",
                    Boolean.toString(options.thumbnails));
            boolean endless = plan.events(images) == Long.MAX_VALUE;
            Demo demo = new Demo(
                    spec.commandLine().getOut(),
                    zone,
                    options.isPageOpened(endless) ? BrowserWindow::open : page -> {});
            DemoSummary summary = CtrlC.run(demo::stop, STOP_TIMEOUT, () -> {
                DemoSummary result = demo.run(
                        bootstrap -> new ProcessorSpec(home, bootstrap, port, options.heapMegabytes, settings, log),
                        images,
                        plan,
                        new DemoTally(model.classes()));
                if (result.isExactlyOnce()) {
                    ClassArchive.write();
                }
                return result;
            });
            if (summary.isExactlyOnce()) {
                Leftovers.delete(log);
                return 0;
            }
            return 1;
        } catch (InterruptedException e) {
            Leftovers.delete(log);
            spec.commandLine().getErr().println("stopped before the first image");
            return 1;
        }
    }

    private ModelCard model(Path models, ImageSource images) throws IOException {
        List<String> drawn = images instanceof DrawnSource source ? source.classes() : List.of();
        try {
            return new DemoModel(new ModelRepository(models))
                    .find(options.model, drawn)
                    .card();
        } catch (ModelException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private int requirePort() throws IOException {
        if (options.port < 0 || options.port > 65535) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--port is " + options.port + "; it must be 0 to 65535, where 0 selects a free port");
        }
        try (ServerSocket socket = new ServerSocket(options.port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IOException(
                    "port " + options.port + " is not available: " + e.getMessage()
                            + "; set another one with --port, 0 for a free port",
                    e);
        }
    }

    private PublishPlan plan(String source, ImageSource images) {
        PublishPlan plan = PublishPlan.of(source).withCount(options.count).withLoop(options.loop);
        boolean endless = plan.events(images) == Long.MAX_VALUE;
        return plan.withRatePerSecond(options.rate(endless));
    }

    /** Returns a value from the options, or names the option that is invalid. */
    private <T> T usage(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
