package io.pawstream.onnx.command;

import io.pawstream.cli.Console;
import io.pawstream.cli.CountProgress;
import io.pawstream.cli.Terminal;
import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelException;
import io.pawstream.model.Training;
import io.pawstream.onnx.dataset.Catalogue;
import io.pawstream.onnx.dataset.FileFilter;
import io.pawstream.onnx.dataset.ImageLayout;
import io.pawstream.onnx.dataset.ImageLoader;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.onnx.dataset.ScanResult;
import io.pawstream.onnx.dataset.SplitName;
import io.pawstream.onnx.dataset.SplitSizes;
import io.pawstream.onnx.dataset.Splits;
import io.pawstream.onnx.publish.TrainingOptions;
import io.pawstream.sources.ImageSource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** Restores the splits of a training from the card of its model. */
final class CardSplit {

    private final ModelCard card;
    private final TrainingOptions options;
    private final Map<String, Training.Split> splits;

    /**
     * Reads the card.
     *
     * @throws ModelException if the model is imported, or the card does not describe a training with splits
     */
    CardSplit(ModelCard card) throws ModelException {
        Training training = card.training();
        if (training == null) {
            throw new ModelException("model " + card.name() + " is imported, so it has no training splits;"
                    + " score it with ./pawstream evaluate; only models that Pawstream has trained can be quantized");
        }
        if (training.options() == null || training.splits() == null) {
            throw new ModelException("the card of " + card.name() + " does not describe a training with splits");
        }
        this.card = card;
        this.options = TrainingOptions.of(card);
        this.splits = training.splits();
    }

    /** {@return the options of the training} */
    TrainingOptions options() {
        return options;
    }

    /** {@return the seed of the training} */
    long seed() {
        return options.model().seed();
    }

    /** {@return whether the model was trained on drawn images and not on files} */
    boolean isDrawn() {
        return ImageSource.isDrawn(options.images().source());
    }

    /** {@return the descriptions of the splits on the card, by name} */
    Map<String, Training.Split> descriptions() {
        return splits;
    }

    /**
     * Finds the usable images of a source, as the training did.
     *
     * @param source the images
     * @param threads number of decoding threads, at least 1
     * @param console receives progress lines and warnings
     * @return the images, each with its index in the source as its slot
     * @throws IOException if the model was trained on files but the source is drawn
     */
    ScanResult catalogue(ImageSource source, int threads, Console console) throws IOException {
        return scan(source, console, (files, filter, progress) -> new Catalogue(
                        card.preprocessing(), card.classes(), threads, progress)
                .of(labeled(source), files, filter));
    }

    /**
     * Decodes the usable images of a source, as the training did.
     *
     * @param source the images
     * @param store receives the pixels
     * @param threads number of decoding threads, at least 1
     * @param console receives progress lines and warnings
     * @return the images, each with its slot in the store
     * @throws IOException if the model was trained on files but the source is drawn
     */
    ScanResult read(ImageSource source, PixelStore store, int threads, Console console) throws IOException {
        return scan(
                source, console, (files, filter, progress) -> new ImageLoader(store, card.classes(), threads, progress)
                        .load(labeled(source), files, filter));
    }

    private static ImageSource labeled(ImageSource source) throws IOException {
        return ImageLayout.of(source).labeled(source);
    }

    private interface Scan {
        ScanResult run(int files, FileFilter filter, IntConsumer progress) throws IOException;
    }

    private ScanResult scan(ImageSource source, Console console, Scan scan) throws IOException {
        TrainingOptions.Images images = options.images();
        boolean endless = source.isEndless();
        if (endless && !isDrawn()) {
            throw new IOException("model " + card.name() + " was trained on \"" + images.source()
                    + "\"; pass these images with --data");
        }
        int files = endless ? images.sizes().total() : source.size();
        FileFilter filter = endless ? FileFilter.DECODABLE : images.filter();
        ScanResult result;
        try (CountProgress progress = new CountProgress(
                console.out(), Terminal.isInteractive(), "reading images", CountProgress.Unit.FILES)) {
            result = scan.run(files, filter, done -> progress.reached(done, files));
        }
        console.out().println(result.summary());
        source.warning().ifPresent(console::warn);
        return result;
    }

    /**
     * Returns all splits.
     *
     * @param source the images
     * @param samples all usable images
     * @throws IOException if the images are not those of the training
     */
    Splits splits(ImageSource source, List<Sample> samples) throws IOException {
        return new Splits(
                find(SplitName.TRAIN, source, samples),
                find(SplitName.VALIDATION, source, samples),
                find(SplitName.TEST, source, samples));
    }

    /**
     * Returns the images of a split.
     *
     * @param name which split
     * @param source the images
     * @param samples all usable images
     * @throws IOException if the images are not those of the training
     */
    List<Sample> find(SplitName name, ImageSource source, List<Sample> samples) throws IOException {
        Training.Split expected = splits.get(name.toString());
        if (expected == null) {
            throw new IOException("the card of " + card.name() + " does not describe a " + name + " split");
        }
        SplitSizes sizes = options.images().sizes();
        if (samples.size() < sizes.total()) {
            throw new IOException("found " + samples.size() + " usable images, but " + card.name()
                    + " was trained with " + sizes.total() + "; pass the images of its training with --data");
        }
        List<Sample> found = name.of(divided(source, samples, sizes));
        Training.Split actual = Splits.describe(found);
        if (!actual.equals(expected)) {
            throw new IOException("the " + name + " split has " + actual.images() + " images with fingerprint "
                    + actual.fingerprint() + ", but the card of " + card.name() + " has " + expected.images() + " with "
                    + expected.fingerprint() + "; pass the images of its training with --data");
        }
        return found;
    }

    private Splits divided(ImageSource source, List<Sample> samples, SplitSizes sizes) throws IOException {
        try {
            return ImageLayout.of(source).split(samples, sizes, seed());
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    e.getMessage() + "; pass the images of the training of " + card.name() + " with --data", e);
        }
    }
}
