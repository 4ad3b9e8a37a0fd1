package io.pawstream.onnx.command;

import io.pawstream.cli.Console;
import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Splits;
import io.pawstream.onnx.evaluation.Score;
import io.pawstream.onnx.publish.QuantizedExport;
import io.pawstream.sources.ImageSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code quantize}: publishes the 8-bit form of a published model. */
@Command(
        name = "quantize",
        mixinStandardHelpOptions = true,
        description = {
            "Quantizes a published model to 8 bits and publishes it as NAME" + QuantizedExport.SUFFIX + ".",
            "Calibrates on images of the training split, scores on the test split, and publishes only if accuracy"
                    + " drops by at most 0.5 points. The train command does this after each training."
        })
final class QuantizeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOption model = new ModelOption();

    @Mixin
    private SourceOption data = new SourceOption();

    @Mixin
    private ThreadsOption threadsOption = new ThreadsOption();

    @Override
    public Integer call() throws IOException, ModelException {
        int threads = threadsOption.threads();
        PrintWriter out = spec.commandLine().getOut();
        ModelDirectory directory = model.find();
        ModelCard card = directory.card();
        CardSplit split = new CardSplit(card);
        try (PixelStore store = new PixelStore(card.preprocessing(), PixelStore.DEFAULT_MEMORY_MEGABYTES << 20);
                ImageSource source = data.open(split.seed())) {
            Splits splits = split.splits(
                    source,
                    split.read(source, store, threads, Console.of(spec.commandLine()))
                            .samples());
            ModelDirectory published =
                    new QuantizedExport(store, threads, out::println).publish(model.repository(), directory, splits);
            out.println("published " + published.folder());
            Score.ofTest(published.card()).ifPresent(score -> out.println(score.report(card.classes())));
        }
        out.flush();
        return 0;
    }
}
