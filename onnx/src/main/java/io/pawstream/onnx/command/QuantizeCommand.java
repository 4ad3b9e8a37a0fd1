package io.pawstream.onnx.command;

import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.onnx.dataset.Photos;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Splits;
import io.pawstream.onnx.evaluation.Score;
import io.pawstream.onnx.publish.QuantizedExport;
import io.pawstream.sources.ImageSource;
import io.pawstream.vision.image.ImageSize;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code quantize}: the 8-bit form of a published model. */
@Command(
        name = "quantize",
        mixinStandardHelpOptions = true,
        description = {
            "Publishes a form of a published model that computes in 8 bits, under its name with" + " "
                    + QuantizedExport.SUFFIX + " behind.",
            "It is calibrated with photos of the training split, scored on the test split, and published only if it loses"
                    + " half a point of accuracy at most. A training does so at its end."
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
        int threads = threadsOption.apply();
        PrintWriter out = spec.commandLine().getOut();
        ModelDirectory folder = model.find();
        ModelCard card = folder.card();
        CardSplit split = new CardSplit(card);
        ImageSize size = new ImageSize(card.inputWidth(), card.inputHeight());
        try (PixelStore store = new PixelStore(size, PixelStore.DEFAULT_MEMORY_MEGABYTES << 20);
                ImageSource source = data.open(split.seed())) {
            Photos photos = split.read(source, store, threads, out);
            Splits splits = new Splits(
                    split.find(SplitName.TRAIN, photos.samples()),
                    split.find(SplitName.VALIDATION, photos.samples()),
                    split.find(SplitName.TEST, photos.samples()));
            ModelDirectory published =
                    new QuantizedExport(store, threads, out::println).publish(model.models, folder, splits);
            out.println("published " + published.folder());
            out.println(Score.of(published.card().test()).report());
        }
        out.flush();
        return 0;
    }
}
