package io.pawstream.trainer.command;

import io.pawstream.contract.model.ModelCard;
import io.pawstream.contract.model.ModelException;
import io.pawstream.contract.model.ModelFolder;
import io.pawstream.trainer.data.PixelStore;
import io.pawstream.trainer.evaluation.Score;
import io.pawstream.trainer.export.ModelExport;
import io.pawstream.trainer.network.Network;
import io.pawstream.trainer.network.Networks;
import io.pawstream.trainer.network.TrainableNetwork;
import io.pawstream.trainer.onnx.WeightStorage;
import io.pawstream.trainer.report.CurvePlot;
import io.pawstream.trainer.training.Checkpoints;
import io.pawstream.trainer.training.Hyperparameters;
import io.pawstream.trainer.training.TrainingLoop;
import io.pawstream.vision.image.ImageSize;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code train}: from photos to published models. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Trains models on labelled photos, checks their ONNX export and publishes them.")
final class TrainCommand implements Callable<Integer> {

    /** What the networks take. */
    static final ImageSize SIZE = new ImageSize(150, 150);

    private static final float LEARNING_RATE = 1e-3f;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SourceOption data = new SourceOption();

    @Option(
            names = "--model",
            required = true,
            paramLabel = "NAME",
            description = "model1, model2, model3, model4 or all")
    private String model;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "where models are published (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("models");

    @Option(
            names = "--run-dir",
            paramLabel = "FOLDER",
            description = "where weights are kept after each epoch (default: ${DEFAULT-VALUE})")
    private Path runs = Path.of("runs");

    @Option(names = "--epochs", paramLabel = "N", description = "passes over the photos (default: ${DEFAULT-VALUE})")
    private int epochs = 20;

    @Option(names = "--batch-size", paramLabel = "N", description = "photos a step (default: ${DEFAULT-VALUE})")
    private int batchSize = 64;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "seed of split, first weights, order, augmentation and dropout (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(
            names = "--select",
            paramLabel = "best|last",
            description = "the epoch that is exported: the best on the validation split, or the last"
                    + " (default: ${DEFAULT-VALUE})")
    private Select select = Select.BEST;

    @Option(
            names = "--drawn-share",
            paramLabel = "S",
            description = "drawn pictures to train on, as a share of the number of photos (default: ${DEFAULT-VALUE})")
    private double drawnShare;

    @Option(
            names = "--weights",
            paramLabel = "float|int8",
            description = "how large kernels are stored; they compute in float (default: ${DEFAULT-VALUE})")
    private WeightStorage weights = WeightStorage.INT8;

    @Mixin
    private DataOptions dataOptions = new DataOptions();

    @Mixin
    private PretrainedOptions pretrainedOptions = new PretrainedOptions();

    @Mixin
    private ThreadsOption threadsOption = new ThreadsOption();

    private final Clock clock;

    TrainCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException, ModelException {
        Hyperparameters hyperparameters = hyperparameters();
        int threads = threadsOption.apply();
        PrintWriter console = spec.commandLine().getOut();
        Map<Network, Map<String, String>> networks = networks(console);
        try (PixelStore store = dataOptions.pixelStore(SIZE)) {
            Dataset dataset = Dataset.read(data, dataOptions, drawnShare, seed, threads, store, console);
            for (var network : networks.entrySet()) {
                train(network.getKey(), network.getValue(), hyperparameters, dataset, threads, console);
            }
        }
        return 0;
    }

    /** The networks to train, each with options of its own for the card. */
    private Map<Network, Map<String, String>> networks(PrintWriter console) throws IOException {
        Map<Network, Map<String, String>> chosen = new LinkedHashMap<>();
        Networks.FROM_SCRATCH.stream()
                .filter(network -> model.equals("all") || model.equals(network.name()))
                .forEach(network -> chosen.put(network, Map.of()));
        if (model.equals("all") || model.equals(Networks.MODEL4)) {
            PretrainedOptions.Model4 model4 = pretrainedOptions.model4(console);
            chosen.put(model4.network(), model4.card());
        }
        if (chosen.isEmpty()) {
            throw usage("--model is \"" + model + "\"; it must be model1, model2, model3, model4 or all");
        }
        return chosen;
    }

    private Hyperparameters hyperparameters() {
        if (!(drawnShare >= 0 && drawnShare <= 10)) {
            throw usage("--drawn-share is " + drawnShare + "; it must be 0 to 10");
        }
        try {
            return new Hyperparameters(epochs, batchSize, LEARNING_RATE, seed);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void train(
            Network network,
            Map<String, String> ofNetwork,
            Hyperparameters hyperparameters,
            Dataset dataset,
            int threads,
            PrintWriter console)
            throws IOException, ModelException {
        console.println("training " + network.name() + ": " + network.description());
        console.flush();
        Checkpoints checkpoints = new Checkpoints(runs.resolve(network.name()));
        try (TrainableNetwork trainable = new TrainableNetwork(network, SIZE, seed)) {
            List<ModelCard.Epoch> history = new TrainingLoop(
                            trainable, dataset.store(), hyperparameters, System::nanoTime)
                    .run(dataset.training(), new ConsoleProgress(console, Terminal.isThere()), checkpoints);
            int epoch = select == Select.BEST ? checkpoints.loadBest(trainable) : epochs;
            console.println("exporting epoch " + epoch);
            console.flush();
            ModelCard.Training training =
                    new ModelCard.Training(seed, options(dataset, epoch, ofNetwork), dataset.describe(), history);
            ModelFolder published = new ModelExport(dataset.store(), threads, clock, console::println)
                    .publish(out, trainable, weights, training, dataset.photos().test());
            console.println("published " + published.folder() + ", version "
                    + published.card().version());
            console.println(Score.of(published.card().test()).report());
            new CurvePlot(history, epoch)
                    .tryWrite(runs.resolve(network.name()).resolve("curves.png"), console::println);
            console.flush();
        }
    }

    private Map<String, String> options(Dataset dataset, int epoch, Map<String, String> ofNetwork) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("data", data.name());
        options.put("keep", dataOptions.keep.toString());
        options.put("train-size", Integer.toString(dataset.sizes().train()));
        options.put("validation-size", Integer.toString(dataset.sizes().validation()));
        options.put("test-size", Integer.toString(dataset.sizes().test()));
        options.put("drawn-share", Double.toString(drawnShare));
        options.put("drawn-seed", Long.toString(Dataset.drawnSeed(seed)));
        options.put("epochs", Integer.toString(epochs));
        options.put("select", select.toString());
        options.put("exported-epoch", Integer.toString(epoch));
        options.put("batch-size", Integer.toString(batchSize));
        options.put("learning-rate", Float.toString(LEARNING_RATE));
        options.put("weights", weights.toString());
        options.putAll(ofNetwork);
        return options;
    }
}
