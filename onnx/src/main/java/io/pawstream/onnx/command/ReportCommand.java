package io.pawstream.onnx.command;

import io.pawstream.cli.Console;
import io.pawstream.cli.ErrorMessages;
import io.pawstream.cli.HomeDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.model.ModelRepository;
import io.pawstream.onnx.report.CurvePlot;
import io.pawstream.onnx.report.ModelResult;
import io.pawstream.onnx.report.ReportPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code report}: writes a page that compares trained models. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description =
                "Scores trained models on their test split and writes an HTML page with training curves, scores and"
                        + " mistakes.")
final class ReportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private SourceOption data = new SourceOption();

    @Option(names = "--models", paramLabel = "DIR", description = "Model repository (default: ${DEFAULT-VALUE}).")
    private Path models = HomeDirectory.resolve("models");

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Model to report on; repeatable (default: all models trained on these images).")
    private List<String> names = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Output directory of index.html and the curves (default: ${DEFAULT-VALUE}).")
    private Path out = HomeDirectory.resolve("report");

    @Mixin
    private ThreadsOption threadsOption = new ThreadsOption();

    private final Clock clock;

    ReportCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException, ModelException {
        int threads = threadsOption.threads();
        PrintWriter console = spec.commandLine().getOut();
        ReportScores scores = new ReportScores(data, threads, Console.of(spec.commandLine()));
        List<String> omitted = new ArrayList<>();
        List<ModelResult> results = names.isEmpty() ? all(scores, omitted) : named(scores);
        ReportPage page = new ReportPage(data.name(), clock.instant(), machine(), scores.data(), results, omitted);
        for (ModelResult result : results) {
            new CurvePlot(result.history(), result.exportedEpoch())
                    .write(out.resolve(result.card().name() + "-curves.png"));
        }
        Path file = Files.writeString(out.resolve("index.html"), page.html());
        console.println("wrote " + file);
        console.flush();
        return 0;
    }

    private List<ModelResult> named(ReportScores scores) throws IOException, ModelException {
        List<ModelResult> results = new ArrayList<>();
        for (String name : names) {
            results.add(scores.score(new ModelRepository(models).find(name)));
        }
        return results;
    }

    /** Scores all models that were trained with the images; reports the others on standard error and on the page. */
    private List<ModelResult> all(ReportScores scores, List<String> omitted) throws IOException, ModelException {
        ModelRepository repository = new ModelRepository(models);
        List<ModelResult> results = new ArrayList<>();
        for (String name : repository.names()) {
            try {
                results.add(scores.score(repository.find(name)));
            } catch (IOException | ModelException e) {
                omitted.add("Omitted " + name + ": " + ErrorMessages.of(e));
                spec.commandLine().getErr().println(omitted.get(omitted.size() - 1));
            }
        }
        if (results.isEmpty()) {
            throw new IOException(
                    "no reportable model in " + models.toAbsolutePath().normalize()
                            + "; train one with ./pawstream train, or pass another repository with --models");
        }
        return results;
    }

    private static String machine() {
        int processors = Runtime.getRuntime().availableProcessors();
        return System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", " + processors
                + (processors == 1 ? " processor" : " processors") + ", Java "
                + Runtime.version().feature();
    }
}
