package io.pawstream.benchmark.shared;

import io.pawstream.cli.HomeDirectory;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.model.ModelRepository;
import io.pawstream.sources.ImageSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of all benchmarks. */
public final class BenchOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--images",
            paramLabel = "DIR|ZIP|drawn",
            description = "Source of the images. The first 400 images, or 50 drawn ones, are used in rotation"
                    + " (default: ${DEFAULT-VALUE}).")
    private String images = ImageSource.DRAWN;

    @Option(
            names = "--repository",
            paramLabel = "DIR",
            description = "Model repository (default: the directory models of the project).")
    private @Nullable Path repository;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Rounds, at least 1; the medians are reported (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Directory for JSON files and plots (default: ${DEFAULT-VALUE}).")
    private Path out = HomeDirectory.resolve("bench-report");

    @Option(
            names = "-D",
            paramLabel = "name=value",
            description = "Setting of the processor, for example kafka-streams.commit.interval.ms=25. Repeatable.")
    private Map<String, String> settings = new LinkedHashMap<>();

    /**
     * Returns the settings of the processor.
     *
     * @param defaults settings of the benchmark, by name
     * @return the defaults, overridden by {@code -D}
     */
    public Map<String, String> settings(Map<String, String> defaults) {
        Map<String, String> all = new LinkedHashMap<>(defaults);
        all.putAll(settings);
        return all;
    }

    /**
     * Returns the number of rounds.
     *
     * @return at least 1
     * @throws ParameterException if the option is below 1
     */
    public int rounds() {
        require(rounds >= 1, "--rounds is " + rounds + "; it must be at least 1");
        return rounds;
    }

    /**
     * Returns the source of the images.
     *
     * @return a directory, a zip file or drawn images, as {@link ImageSource#open} takes it
     */
    public String images() {
        return images;
    }

    /**
     * Returns the model repository.
     *
     * @param home root directory of the project
     * @return by default the directory {@code models} of the project
     */
    public Path repository(Path home) {
        return repository == null ? home.resolve("models") : repository;
    }

    /**
     * Reads the images.
     *
     * @return images that can be decoded
     * @throws IOException if the source cannot be read or contains no such image
     */
    public Workload workload() throws IOException {
        return Workload.read(images);
    }

    /**
     * Finds a model of the repository.
     *
     * @param home root directory of the project
     * @param name name of the model
     * @return its directory
     * @throws ModelException if the model is missing or damaged
     */
    public ModelDirectory model(Path home, String name) throws ModelException {
        return new ModelRepository(repository(home)).find(name);
    }

    /**
     * Creates the results of a benchmark.
     *
     * @return empty results that are written to the directory of {@code --out}
     */
    public Results results() {
        return new Results(out);
    }

    /**
     * Checks an option.
     *
     * @param condition whether the value is valid
     * @param message the option, its value and the valid values
     * @throws ParameterException with the message if the condition is false
     */
    public void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
