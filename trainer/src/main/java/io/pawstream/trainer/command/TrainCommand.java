package io.pawstream.trainer.command;

import io.pawstream.cli.Console;
import io.pawstream.cli.CtrlC;
import io.pawstream.cli.Terminal;
import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelException;
import io.pawstream.model.Training;
import io.pawstream.onnx.command.SourceOption;
import io.pawstream.onnx.command.ThreadsOption;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.publish.NextSteps;
import io.pawstream.onnx.publish.ShellWord;
import io.pawstream.onnx.publish.TrainingOptions;
import io.pawstream.onnx.report.CurvePlot;
import io.pawstream.sources.ImageSource;
import io.pawstream.trainer.dataset.Dataset;
import io.pawstream.trainer.dataset.DatasetReader;
import io.pawstream.trainer.mobilenet.MobileNetV3Large;
import io.pawstream.trainer.network.Network;
import io.pawstream.trainer.network.Networks;
import io.pawstream.trainer.network.TrainableNetwork;
import io.pawstream.trainer.publish.Publisher;
import io.pawstream.trainer.training.Checkpoints;
import io.pawstream.trainer.training.Hyperparameters;
import io.pawstream.trainer.training.Phase;
import io.pawstream.trainer.training.Targets;
import io.pawstream.trainer.training.Teacher;
import io.pawstream.trainer.training.TemperatureScaling;
import io.pawstream.trainer.training.TrainingLoop;
import io.pawstream.trainer.training.TrainingProgress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code train}: trains models on labeled images and publishes them. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Trains models on labeled images, verifies their ONNX export and publishes them.")
final class TrainCommand implements Callable<Integer> {

    /** Size of the images of networks, by default. */
    static final ImageSize DEFAULT_SIZE =
            new ImageSize(TrainingOptions.DEFAULT_INPUT_SIZE, TrainingOptions.DEFAULT_INPUT_SIZE);

    @Spec
    private CommandSpec spec;

    @Mixin
    private SourceOption data = new SourceOption();

    @Option(
            names = "--model",
            required = true,
            paramLabel = "NAME",
            description = "Network to train: model1 to model5, or all for model1 to model4.")
    private String model;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Seed of splits, initial weights, order, augmentation and dropout (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--input-size",
            paramLabel = "N",
            description = "Width and height of the images of the network in pixels, 32 to 512 (default:"
                    + " ${DEFAULT-VALUE}).")
    private int inputSize = TrainingOptions.DEFAULT_INPUT_SIZE;

    @Option(
            names = "--drawn-share",
            paramLabel = "S",
            description = "Number of drawn images to train on, as a share of all others to train on, 0 to 10"
                    + " (default: ${DEFAULT-VALUE}).")
    private double drawnShare;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name under which to publish the model (default: the name of the network).")
    private @Nullable String name;

    @Mixin
    private ExportOptions export = new ExportOptions();

    @Mixin
    private TeacherOption teacher = new TeacherOption();

    @Option(
            names = "--resume",
            description = "Continue an interrupted training after its last epoch. The result is the same.")
    private boolean resumes;

    @Mixin
    private RecipeOptions recipeOptions = new RecipeOptions();

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
        int threads = threadsOption.threads();
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        PrintWriter console = spec.commandLine().getOut();
        // Checks all plans first, so that invalid options fail before images are read.
        List<TrainingPlan> plans = plans(console);
        for (TrainingPlan plan : plans) {
            output.requireWritable(plan.network().name());
        }
        ImageSize size = new ImageSize(inputSize, inputSize);
        ImageSize trainingSize = teacher.size(output.repository(), size);
        try (PixelStore store = dataOptions.pixelStore(size);
                PixelStore training = trainingSize.equals(size) ? store : dataOptions.pixelStore(trainingSize)) {
            Dataset dataset = read(store, training, threads);
            Optional<String> obstacle = dataset.summary().obstacle();
            if (obstacle.isPresent()) {
                throw new IOException(obstacle.get());
            }
            for (TrainingPlan plan : plans) {
                train(plan, dataset, threads, console);
            }
        }
        printNext(plans.stream().map(plan -> plan.network().name()).toList(), console);
        return 0;
    }

    private void printNext(List<String> names, PrintWriter console) {
        String images = ShellWord.of(data.toString());
        new NextSteps(names.get(names.size() - 1), output.directory())
                .evaluate(images + " --split test")
                .report(names, images)
                .use(data.isImages() ? images : "FOLDER")
                .print(console);
        console.flush();
    }

    private Dataset read(PixelStore store, PixelStore training, int threads) throws IOException {
        try (ImageSource source = data.open(seed)) {
            return new DatasetReader(store, training, threads, Console.of(spec.commandLine()))
                    .read(source, dataOptions.settings(drawnShare, seed));
        }
    }

    private List<TrainingPlan> plans(PrintWriter console) throws IOException, ModelException {
        if (!(drawnShare >= 0 && drawnShare <= 10)) {
            throw usage("--drawn-share is " + drawnShare + "; it must be 0 to 10");
        }
        if (inputSize < 32 || inputSize > 512) {
            throw usage("--input-size is " + inputSize + "; it must be 32 to 512");
        }
        List<String> networks = model.equals("all") ? Networks.PUBLISHED : List.of(model);
        if (!Networks.ALL.containsAll(networks)) {
            throw usage("--model is \"" + model + "\"; it must be " + String.join(", ", Networks.ALL) + " or all");
        }
        if (name != null && (networks.size() > 1 || !ModelCard.isName(name))) {
            throw usage("--name is \"" + name
                    + "\"; it must consist of lower case letters, digits and hyphens, and --model must"
                    + " be a single model");
        }
        if (recipeOptions.fineTunes() && !networks.contains(Networks.MODEL4)) {
            throw usage("--fine-tune requires --model " + Networks.MODEL4 + "; --model is \"" + model + "\"");
        }
        if (recipeOptions.fineTunes() && recipeOptions.tunedBlocks() < 1) {
            throw usage("--fine-tune-blocks is " + recipeOptions.tunedBlocks() + "; it must be 1 to "
                    + MobileNetV3Large.LARGEST_TOP);
        }
        List<TrainingPlan> plans = new ArrayList<>();
        for (String network : networks) {
            plans.add(plan(network, console));
        }
        return plans;
    }

    private TrainingPlan plan(String networkName, PrintWriter console) throws IOException, ModelException {
        try {
            List<Phase> phases = recipeOptions.phases(networkName);
            Hyperparameters hyperparameters = recipeOptions.hyperparameters(phases, seed);
            TrainingOptions.Teacher recordedTeacher = teacher.recorded(output.repository());
            TrainingOptions.BaseWeights baseWeights = null;
            Network network;
            if (networkName.equals(Networks.MODEL4)) {
                PretrainedOptions.Base base = pretrainedOptions.base(console);
                baseWeights = base.weights();
                network = base.model4(recipeOptions.tunedBlocks());
            } else {
                network = Networks.fromScratch(networkName);
            }
            return new TrainingPlan(
                    name == null ? network : network.named(name),
                    hyperparameters,
                    new TrainingOptions.Model(networkName, name, seed, baseWeights),
                    recipeOptions.recipe(phases),
                    recipeOptions.fineTuning(phases),
                    recordedTeacher);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void train(TrainingPlan plan, Dataset dataset, int threads, PrintWriter console)
            throws IOException, ModelException {
        Network network = plan.network().classifying(dataset.classes().size());
        console.println("training " + network.name() + ": " + network.description());
        console.flush();
        TrainingOptions options = options(plan, dataset);
        Path run = output.run(network.name());
        Checkpoints checkpoints = new Checkpoints(run, TrainingPlan.recipe(options, dataset));
        try (Teacher loaded = teacher.load(output.repository(), dataset);
                TrainableNetwork trainable = new TrainableNetwork(
                        network, dataset.store().size(), seed, loaded == null ? 0 : loaded.features())) {
            Targets targets = loaded == null ? Targets.ofLabels(network.classes()) : loaded;
            TrainingLoop loop = new TrainingLoop(trainable, plan.hyperparameters(), targets, System::nanoTime);
            TrainingProgress progress = new ConsoleProgress(console, Terminal.isInteractive());
            List<Training.Epoch> history = CtrlC.run(
                    () -> checkpoints.hint().ifPresent(spec.commandLine().getErr()::println),
                    Duration.ZERO,
                    () -> loop.run(dataset.training(), dataset.validation(), progress, checkpoints, resumes));
            int epoch = history.size();
            if (export.selectsBest()) {
                epoch = Checkpoints.bestEpoch(history);
                checkpoints.loadBest(trainable, history);
            }
            if (export.calibrates()) {
                console.printf(
                        Locale.ROOT,
                        "calibrated: logits divided by %.3f%n",
                        TemperatureScaling.apply(trainable, dataset.validation()));
            }
            console.println("exporting epoch " + epoch);
            console.flush();
            new Publisher(output.directory(), export.weights(), dataset, threads, clock, Console.of(spec.commandLine()))
                    .publish(trainable, options.exported(epoch).training(dataset.describe(), history));
            new CurvePlot(history, epoch).tryWrite(run.resolve("curves.png"), console::println);
            console.flush();
        }
    }

    private TrainingOptions options(TrainingPlan plan, Dataset dataset) {
        return plan.options(
                new TrainingOptions.Images(
                        data.name(),
                        dataOptions.more(),
                        dataset.filter(),
                        dataset.sizes(),
                        drawnShare,
                        Dataset.drawnSeed(seed),
                        inputSize),
                export.recorded());
    }
}
