package io.pawstream.onnx.command;

import io.pawstream.cli.CountProgress;
import io.pawstream.cli.Terminal;
import io.pawstream.model.ModelCard;
import io.pawstream.onnx.dataset.Catalogue;
import io.pawstream.onnx.dataset.Keep;
import io.pawstream.onnx.dataset.PhotoLoader;
import io.pawstream.onnx.dataset.Photos;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.onnx.dataset.SplitSizes;
import io.pawstream.onnx.dataset.Splits;
import io.pawstream.sources.ImageSource;
import io.pawstream.vision.image.ImageSize;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** Finds the images of a split again, from what a model's card says of the training. */
final class CardSplit {

    private final ModelCard card;
    private final Map<String, String> options;

    /**
     * The splits of a card.
     *
     * @throws IOException if the card says nothing of its training
     */
    CardSplit(ModelCard card) throws IOException {
        if (card.training() == null
                || card.training().options() == null
                || card.training().splits() == null) {
            throw new IOException(
                    "the card of " + card.name() + " does not say how it was trained; a split needs that");
        }
        this.card = card;
        this.options = card.training().options();
    }

    long seed() {
        return card.training().seed();
    }

    /** Whether the model was trained on drawn images and no files. */
    boolean isDrawn() {
        return ImageSource.DRAWN.equals(options.get("data"));
    }

    Keep keep() throws IOException {
        String word = option("keep");
        return Arrays.stream(Keep.values())
                .filter(keep -> keep.toString().equals(word))
                .findFirst()
                .orElseThrow(() -> new IOException("the card of " + card.name() + " has keep \"" + word
                        + "\"; it must be one of " + Arrays.toString(Keep.values())));
    }

    /** The epoch whose weights were exported. */
    int exportedEpoch() throws IOException {
        return number("exported-epoch");
    }

    SplitSizes sizes() throws IOException {
        return new SplitSizes(number("train-size"), number("validation-size"), number("test-size"));
    }

    /**
     * Finds the images that count, as the training did.
     *
     * @param size size of the model's images
     * @return the images, each with its index in the source as its slot
     * @throws IOException if the source cannot be that of the training, or cannot be read
     */
    Photos catalogue(ImageSource source, ImageSize size, int threads, PrintWriter out) throws IOException {
        return photos(
                source, out, (files, keep, progress) -> new Catalogue(size, threads, progress).of(source, files, keep));
    }

    /** The same, with their pixels: each has a slot of the store. */
    Photos read(ImageSource source, PixelStore store, int threads, PrintWriter out) throws IOException {
        return photos(source, out, (files, keep, progress) -> new PhotoLoader(store, threads, progress)
                .load(source, files, keep));
    }

    private interface Reader {
        Photos read(int files, Keep keep, IntConsumer progress) throws IOException;
    }

    private Photos photos(ImageSource source, PrintWriter out, Reader reader) throws IOException {
        boolean endless = source.isEndless();
        if (endless && !isDrawn()) {
            throw new IOException(
                    "model " + card.name() + " was trained on files, so the drawn images have no splits of it");
        }
        int files = endless ? sizes().total() : source.size();
        Photos photos;
        try (CountProgress progress =
                new CountProgress(out, Terminal.isThere(), "dividing", CountProgress.Unit.FILES)) {
            photos = reader.read(files, endless ? Keep.DECODABLE : keep(), done -> progress.reached(done, files));
        }
        out.println(photos.summary());
        return photos;
    }

    /**
     * The images of a split.
     *
     * @param samples all images that count
     * @throws IOException if they are not those that the model was trained with
     */
    List<Sample> find(SplitName name, List<Sample> samples) throws IOException {
        ModelCard.Split expected = card.training().splits().get(name.toString());
        if (expected == null) {
            throw new IOException("the card of " + card.name() + " does not describe a " + name + " split");
        }
        SplitSizes sizes = sizes();
        if (samples.size() < sizes.total()) {
            throw new IOException(card.name() + " was trained with " + sizes.total() + " images, but only "
                    + samples.size() + " count here; a split needs the images it was trained with");
        }
        List<Sample> found = name.of(Splits.of(samples, sizes, seed()));
        ModelCard.Split described = Splits.describe(found);
        if (!described.equals(expected)) {
            throw new IOException("the " + name + " split has " + described.images() + " images and fingerprint "
                    + described.fingerprint() + " here, but " + expected.images() + " and " + expected.fingerprint()
                    + " on the card of " + card.name() + "; a split needs the images it was trained with");
        }
        return found;
    }

    private int number(String name) throws IOException {
        try {
            return Integer.parseInt(option(name));
        } catch (NumberFormatException e) {
            throw new IOException(
                    "the card of " + card.name() + " has " + name + " \"" + option(name) + "\", which is no number", e);
        }
    }

    private String option(String name) throws IOException {
        String value = options.get(name);
        if (value == null) {
            throw new IOException("the card of " + card.name() + " has no option " + name + "; a split needs it");
        }
        return value;
    }
}
