package io.pawstream.trainer.command;

import io.pawstream.cli.Terminal;
import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelException;
import io.pawstream.model.ModelRepository;
import io.pawstream.onnx.command.SourceOption;
import io.pawstream.onnx.command.ThreadsOption;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.graph.WeightStorage;
import io.pawstream.onnx.report.CurvePlot;
import io.pawstream.trainer.dataset.Dataset;
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
import io.pawstream.trainer.training.TrainingLoop;
import io.pawstream.vision.image.ImageSize;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
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

    @Spec
    private CommandSpec spec;

    @Mixin
    private SourceOption data = new SourceOption();

    @Option(
            names = "--model",
            required = true,
            paramLabel = "NAME",
            description = "model1 to model5, or all: model1 to model4")
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
            description = "drawn images to train on, as a share of the number of photos (default: ${DEFAULT-VALUE})")
    private double drawnShare;

    @Option(
            names = "--weights",
            paramLabel = "float|int8",
            description = "how large kernels are stored; they compute in float (default: ${DEFAULT-VALUE})")
    private WeightStorage weights = WeightStorage.INT8;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "publishes the model under another name (default: that of --model)")
    private String name;

    @Option(
            names = "--teacher",
            paramLabel = "NAME",
            description = "a model in the folder of --out, whose answers are learned where they are right")
    private String teacher;

    @Option(
            names = "--resume",
            description = "goes on after the last epoch of a training that was stopped, with the same result")
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

    /** A training to do: what the card says of the network stands beside it. */
    private record Plan(Network network, Hyperparameters hyperparameters, Map<String, String> card) {}

    @Override
    public Integer call() throws IOException, ModelException {
        int threads = threadsOption.apply();
        PrintWriter console = spec.commandLine().getOut();
        List<Plan> plans = plans(console);
        try (PixelStore store = dataOptions.pixelStore(SIZE)) {
            Dataset dataset = Dataset.read(data, dataOptions, drawnShare, seed, threads, store, console);
            for (Plan plan : plans) {
                train(plan, dataset, threads, console);
            }
        }
        return 0;
    }

    private List<Plan> plans(PrintWriter console) throws IOException, ModelException {
        if (!(drawnShare >= 0 && drawnShare <= 10)) {
            throw usage("--drawn-share is " + drawnShare + "; it must be 0 to 10");
        }
        List<String> names = model.equals("all") ? Networks.PUBLISHED : List.of(model);
        if (!Networks.ALL.containsAll(names)) {
            throw usage("--model is \"" + model + "\"; it must be " + String.join(", ", Networks.ALL) + " or all");
        }
        if (name != null && (names.size() > 1 || !ModelCard.isName(name))) {
            throw usage("--name is \"" + name + "\"; it must be lower case letters, digits and hyphens, and --model a"
                    + " single one");
        }
        if (recipeOptions.fineTunes && !names.contains(Networks.MODEL4)) {
            throw usage("--fine-tune is for model4, whose network is pretrained; --model is \"" + model + "\"");
        }
        List<Plan> plans = new ArrayList<>();
        for (String each : names) {
            plans.add(plan(each, console));
        }
        return plans;
    }

    private Plan plan(String each, PrintWriter console) throws IOException, ModelException {
        try {
            List<Phase> phases = recipeOptions.phases(each);
            Map<String, String> card = new LinkedHashMap<>();
            card.put("model", each);
            if (name != null) {
                card.put("name", name);
            }
            RecipeOptions.describe(phases, card);
            if (teacher != null) {
                ModelCard asked = new ModelRepository(out).find(teacher).card();
                card.put("teacher", asked.name());
                card.put("teacher-version", asked.version());
                card.put("teacher-sha256", asked.sha256());
            }
            if (recipeOptions.fineTunes && recipeOptions.fineTuneBlocks < 1) {
                throw usage("--fine-tune-blocks is " + recipeOptions.fineTuneBlocks + "; it must be 1 to "
                        + MobileNetV3Large.LARGEST_TOP);
            }
            Network network;
            if (each.equals(Networks.MODEL4)) {
                int tuned = recipeOptions.fineTunes ? recipeOptions.fineTuneBlocks : 0;
                PretrainedOptions.Model4 model4 = pretrainedOptions.model4(tuned, console);
                card.putAll(model4.card());
                network = model4.network();
            } else {
                network = Networks.fromScratch(each);
            }
            return new Plan(
                    name == null ? network : network.named(name), new Hyperparameters(phases, batchSize, seed), card);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void train(Plan plan, Dataset dataset, int threads, PrintWriter console)
            throws IOException, ModelException {
        Network network = plan.network;
        console.println("training " + network.name() + ": " + network.description());
        console.flush();
        Map<String, String> options = options(dataset, plan);
        Checkpoints checkpoints = new Checkpoints(runs.resolve(network.name()), recipe(options, dataset));
        try (TrainableNetwork trainable = new TrainableNetwork(network, SIZE, seed);
                Teacher asked = teacher(dataset)) {
            Targets targets = asked == null ? Targets.LABELS : asked;
            List<ModelCard.Epoch> history = new TrainingLoop(
                            trainable, dataset.store(), plan.hyperparameters, targets, System::nanoTime)
                    .run(dataset.training(), new ConsoleProgress(console, Terminal.isThere()), checkpoints, resumes);
            int epoch = history.size();
            if (select == Select.BEST) {
                epoch = Checkpoints.bestEpoch(history);
                checkpoints.loadBest(trainable, history);
            }
            console.println("exporting epoch " + epoch);
            console.flush();
            options.put("exported-epoch", Integer.toString(epoch));
            ModelCard.Training training = new ModelCard.Training(seed, options, dataset.describe(), history);
            new Publisher(out, weights, dataset, threads, clock, console).publish(trainable, training);
            new CurvePlot(history, epoch)
                    .tryWrite(runs.resolve(network.name()).resolve("curves.png"), console::println);
            console.flush();
        }
    }

    /** The teacher; null if there is none. */
    private Teacher teacher(Dataset dataset) throws IOException, ModelException {
        return teacher == null
                ? null
                : new Teacher(
                        new ModelRepository(out).find(teacher).onnx(),
                        SIZE,
                        dataset.training().train().size());
    }

    /** What must be the same for a stopped training to go on: all options but those of the export, and the images. */
    private static Map<String, String> recipe(Map<String, String> options, Dataset dataset) {
        Map<String, String> recipe = new LinkedHashMap<>(options);
        recipe.keySet().removeAll(List.of("select", "weights"));
        dataset.describe().forEach((split, content) -> recipe.put(split + " split", content.fingerprint()));
        return recipe;
    }

    private Map<String, String> options(Dataset dataset, Plan plan) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("data", data.name());
        options.put("keep", dataOptions.keep.toString());
        options.put("train-size", Integer.toString(dataset.sizes().train()));
        options.put("validation-size", Integer.toString(dataset.sizes().validation()));
        options.put("test-size", Integer.toString(dataset.sizes().test()));
        options.put("drawn-share", Double.toString(drawnShare));
        options.put("drawn-seed", Long.toString(Dataset.drawnSeed(seed)));
        options.put("batch-size", Integer.toString(batchSize));
        options.put("select", select.toString());
        options.put("weights", weights.toString());
        options.put("seed", Long.toString(seed));
        options.putAll(plan.card);
        return options;
    }
}
