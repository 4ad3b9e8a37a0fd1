package io.pawstream.trainer.command;

import io.pawstream.cli.Console;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.onnx.image.ImageSheet;
import io.pawstream.onnx.image.ImageSheet.Tile;
import io.pawstream.trainer.augment.Augmenter;
import io.pawstream.trainer.network.Augmentation;
import io.pawstream.trainer.network.RandomFlip;
import io.pawstream.trainer.network.RandomRotation;
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
import picocli.CommandLine.Spec;

/** {@code data augment}: draws random changes of one image. */
@Command(
        name = "augment",
        mixinStandardHelpOptions = true,
        description = "Draws an image of the training split next to random changes as used in training.")
final class AugmentCommand implements Callable<Integer> {

    private static final int CHANGES = 4;

    @Spec
    private CommandSpec spec;

    @Mixin
    private PreviewOptions preview = new PreviewOptions();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        preview.draw(Console.of(spec.commandLine()), dataset -> {
            // The split is shuffled, so its first image is a random one.
            Sample image = dataset.splits().train().get(0);
            write(dataset.store(), image, "random flips", new RandomFlip(), "flips.png", out);
            write(dataset.store(), image, "random rotations", new RandomRotation(0.2), "rotations.png", out);
        });
        return 0;
    }

    private void write(
            PixelStore store, Sample image, String label, Augmentation augmentation, String fileName, PrintWriter out)
            throws IOException {
        ByteBuffer original = store.pixels(image.slot());
        Augmenter augmenter = new Augmenter(List.of(augmentation), store.size(), preview.seed());
        List<Tile> tiles = new ArrayList<>();
        tiles.add(new Tile("original", original));
        for (int epoch = 1; epoch <= CHANGES; epoch++) {
            ByteBuffer changed = ByteBuffer.allocateDirect(store.size().bytes());
            augmenter.apply(original, changed, epoch, 0);
            tiles.add(new Tile(augmenter.draw(epoch, 0).toString(), changed));
        }
        Path file = preview.file(fileName);
        new ImageSheet(store.size()).row(image.name() + ", " + label, tiles).write(file);
        out.println("wrote " + file);
    }
}
