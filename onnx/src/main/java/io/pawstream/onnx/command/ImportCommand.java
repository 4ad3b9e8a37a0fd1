package io.pawstream.onnx.command;

import io.pawstream.cli.Console;
import io.pawstream.cli.HomeDirectory;
import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.onnx.imports.Activation;
import io.pawstream.onnx.imports.ImageTrial;
import io.pawstream.onnx.imports.ModelImport;
import io.pawstream.onnx.imports.Preset;
import io.pawstream.onnx.publish.NextSteps;
import io.pawstream.onnx.publish.ShellWord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code import}: publishes a classifier from another tool. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Imports an image classifier in the ONNX format, for instance from torchvision, timm, Hugging Face, Keras or"
                    + " Ultralytics.",
            "Reads what it needs from the options, then from the files beside the model (config.json,"
                    + " preprocessor_config.json, serving.properties, labels.txt, synset.txt, index_to_name.json) and"
                    + " the metadata of the ONNX file. If something is not known, the error message names the option."
        })
final class ImportCommand implements Callable<Integer> {

    private final Clock clock;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PATH", description = "ONNX file, or a directory with model.onnx or onnx/model.onnx.")
    private Path path;

    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            description = "Name of the model: lower-case letters, digits and hyphens. An existing one is replaced.")
    private String name;

    @Option(names = "--out", paramLabel = "DIR", description = "Model repository (default: ${DEFAULT-VALUE}).")
    private Path out = HomeDirectory.resolve("models");

    @Option(
            names = "--classes",
            paramLabel = "FILE",
            description = "Names of the classes, one per line, in the order of the network's output; or JSON.")
    private @Nullable Path classes;

    @Option(
            names = "--preset",
            paramLabel = "imagenet|keras|raw",
            description = {
                "Prepare images as torchvision (imagenet), as Keras in its mode \"tf\" (keras), or leave them at 0 to 255"
                        + " (raw). Other options have precedence."
            })
    private @Nullable Preset preset;

    @Mixin
    private PixelOptions pixels = new PixelOptions();

    @Option(
            names = "--activation",
            paramLabel = "softmax|sigmoid|none",
            description = "What makes the network's output probabilities (default: what the network shows).")
    private @Nullable Activation activation;

    @Option(
            names = "--try",
            paramLabel = "IMAGE",
            description = "Classify this image with the imported model. May be repeated.")
    private List<Path> images = List.of();

    ImportCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException, ModelException {
        if (!ModelCard.isName(name)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--name is \"" + name
                            + "\"; it must be 1 to 63 lower-case letters, digits and hyphens, and not start with a hyphen");
        }
        for (Path image : images) {
            if (!Files.isRegularFile(image)) {
                throw new ParameterException(spec.commandLine(), "--try: no file " + image);
            }
        }
        PrintWriter printer = spec.commandLine().getOut();
        boolean replaces = Files.exists(out.resolve(name));
        ModelDirectory model = new ModelImport(
                        new ModelImport.Request(path, name, pixels.hints(activation), classes, preset, commandLine()),
                        clock,
                        printer::println,
                        Console.of(spec.commandLine())::warn)
                .publish(out);
        ModelCard card = model.card();
        printer.println((replaces ? "replaced " : "published ") + model.folder() + ": "
                + card.classes().size()
                + " classes, images of " + card.input().height() + "x"
                + card.input().width() + ", "
                + card.parameters() + " parameters");
        ImageTrial.print(model, images, printer);
        printNext(printer);
        printer.flush();
        return 0;
    }

    private String commandLine() {
        return "./pawstream "
                + spec.commandLine().getParent().getParseResult().originalArgs().stream()
                        .map(ShellWord::of)
                        .collect(Collectors.joining(" "));
    }

    private void printNext(PrintWriter printer) {
        NextSteps next = new NextSteps(name, out);
        if (images.isEmpty()) {
            next.add("classify an image", commandLine() + " --try photo.jpg");
        }
        next.evaluate("FOLDER").use("FOLDER").print(printer);
    }
}
