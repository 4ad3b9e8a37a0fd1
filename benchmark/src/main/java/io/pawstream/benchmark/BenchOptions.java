package io.pawstream.benchmark;

import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.model.ModelRepository;
import io.pawstream.sources.ImageSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of all measurements. */
public final class BenchOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--images",
            paramLabel = "FOLDER|ZIP|drawn",
            description = "the images, the first 400 of them in turns (default: ${DEFAULT-VALUE})")
    private String images = ImageSource.DRAWN;

    @Option(
            names = "--repository",
            paramLabel = "DIR",
            description = "the model repository (default: the folder models)")
    private Path repository;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "turns of what is compared; medians are printed (default: ${DEFAULT-VALUE})")
    private int rounds = 3;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "folder for JSON files and plots (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("bench-report");

    @Option(
            names = "-D",
            paramLabel = "name=value",
            description = "a setting of the processor, for instance kafka-streams.commit.interval.ms=25")
    private Map<String, String> settings = new LinkedHashMap<>();

    /** Settings of the processor: those that are given, over others. */
    public Map<String, String> settings(Map<String, String> others) {
        Map<String, String> all = new LinkedHashMap<>(others);
        all.putAll(settings);
        return all;
    }

    /** Turns of what is compared, at least 1. */
    public int rounds() {
        require(rounds >= 1, "--rounds is " + rounds + "; it must be at least 1");
        return rounds;
    }

    /** The images. */
    public Workload workload() throws IOException {
        return Workload.read(images);
    }

    /** A model of the repository. */
    public ModelDirectory model(Path home, String name) throws ModelException {
        return new ModelRepository(repository == null ? home.resolve("models") : repository).find(name);
    }

    /** Where results go. */
    public Results results() {
        return new Results(out);
    }

    /** Complains of the command line unless a condition holds. */
    public void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
