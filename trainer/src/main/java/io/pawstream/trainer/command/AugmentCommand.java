package io.pawstream.trainer.command;

import io.pawstream.trainer.augment.Augmenter;
import io.pawstream.trainer.data.PixelStore;
import io.pawstream.trainer.data.Sample;
import io.pawstream.trainer.network.Augmentation;
import io.pawstream.trainer.network.RandomFlip;
import io.pawstream.trainer.network.RandomRotation;
import io.pawstream.trainer.picture.PictureSheet;
import io.pawstream.trainer.picture.PictureSheet.Tile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code data augment}: what training makes of one photo. */
@Command(
        name = "augment",
        mixinStandardHelpOptions = true,
        description = "Draws a photo of the training split beside random changes that models are trained with.")
final class AugmentCommand implements Callable<Integer> {

    private static final int CHANGES = 4;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SourceOption data = new SourceOption();

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "where flips.png and rotations.png are written (default: ${DEFAULT-VALUE})")
    private Path folder = Path.of("data-report");

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "seed of the split, of the photo and of the changes (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Mixin
    private DataOptions dataOptions = new DataOptions();

    @Mixin
    private ThreadsOption threadsOption = new ThreadsOption();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (PixelStore store = dataOptions.pixelStore(TrainCommand.SIZE)) {
            Dataset dataset = Dataset.read(data, dataOptions, 0, seed, threadsOption.apply(), store, out);
            // The first one: the split is shuffled with the seed.
            Sample photo = dataset.photos().train().get(0);
            write(store, photo, "mirrored at random", new RandomFlip(), "flips.png", out);
            write(store, photo, "turned at random", new RandomRotation(0.2), "rotations.png", out);
        }
        out.flush();
        return 0;
    }

    private void write(
            PixelStore store, Sample photo, String label, Augmentation augmentation, String fileName, PrintWriter out)
            throws IOException {
        ByteBuffer original = store.pixels(photo.slot());
        Augmenter augmenter = new Augmenter(List.of(augmentation), store.size(), seed);
        List<Tile> tiles = new ArrayList<>();
        tiles.add(new Tile("original", original));
        for (int epoch = 1; epoch <= CHANGES; epoch++) {
            ByteBuffer changed = ByteBuffer.allocateDirect(store.size().bytes());
            augmenter.apply(original, changed, epoch, 0);
            tiles.add(new Tile(augmenter.draw(epoch, 0).toString(), changed));
        }
        Path file = folder.resolve(fileName);
        new PictureSheet(store.size()).row(photo.name() + ", " + label, tiles).write(file);
        out.println("wrote " + file);
    }
}
