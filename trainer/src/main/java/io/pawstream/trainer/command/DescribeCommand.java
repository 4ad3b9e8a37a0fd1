package io.pawstream.trainer.command;

import io.pawstream.cli.Console;
import io.pawstream.onnx.dataset.DataSummary;
import io.pawstream.onnx.dataset.Spread;
import io.pawstream.onnx.image.ImageSheet;
import io.pawstream.onnx.image.ImageSheet.Tile;
import io.pawstream.trainer.dataset.Dataset;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code data describe}: prints statistics of images and splits, and draws examples. */
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        description = "Counts images by class and split, as a training divides them, and draws some of them.")
final class DescribeCommand implements Callable<Integer> {

    private static final int SHOWN_PER_CLASS = 3;
    private static final int MAX_SHOWN_CLASSES = 20;

    @Spec
    private CommandSpec spec;

    @Mixin
    private PreviewOptions preview = new PreviewOptions();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        preview.draw(Console.of(spec.commandLine()), dataset -> {
            print(dataset.summary(), out);
            Path file = preview.file("images.png");
            ImageSheet sheet = new ImageSheet(dataset.store().size());
            List<String> classes = dataset.classes();
            for (int label = 0; label < Math.min(classes.size(), MAX_SHOWN_CLASSES); label++) {
                sheet.row(classes.get(label), tiles(dataset, label));
            }
            sheet.write(file);
            out.println("wrote " + file);
        });
        return 0;
    }

    /** {@return the first images of a class; the split is shuffled, so they are a random selection} */
    private static List<Tile> tiles(Dataset dataset, int label) {
        return dataset.splits().train().stream()
                .filter(sample -> sample.label() == label)
                .limit(SHOWN_PER_CLASS)
                .map(sample -> new Tile(sample.name(), dataset.store().pixels(sample.slot())))
                .toList();
    }

    private static void print(DataSummary summary, PrintWriter out) {
        printCounts(summary, out);
        out.printf("%n%-12s%9s%9s%9s%n", "as stored", "min", "median", "max");
        print("width", "%.0f", summary.width(), out);
        print("height", "%.0f", summary.height(), out);
        print("megapixels", "%.2f", summary.megapixels(), out);
        out.printf(
                Locale.ROOT,
                "%nbaseline %.4f: accuracy of always predicting \"%s\" on the test split%n",
                summary.baseline(),
                summary.classes().get(summary.test().majority()));
    }

    /** Prints a row per class and a column per split. */
    private static void printCounts(DataSummary summary, PrintWriter out) {
        int width = Stream.concat(Stream.of("as stored"), summary.classes().stream())
                .mapToInt(String::length)
                .max()
                .orElseThrow();
        String name = "%-" + (width + 3) + "s";
        List<DataSummary.Split> splits = summary.splits();
        out.printf("%n" + name, "images");
        splits.forEach(split -> out.printf("%12s", split.name()));
        out.println();
        for (int label = 0; label < summary.classes().size(); label++) {
            out.printf(name, summary.classes().get(label));
            for (DataSummary.Split split : splits) {
                out.printf("%12d", split.counts().get(label));
            }
            out.println();
        }
        out.printf(name, "total");
        splits.forEach(split -> out.printf("%12d", split.total()));
        out.println();
        if (summary.unused() > 0) {
            out.printf("%d images are in no split%n", summary.unused());
        }
    }

    private static void print(String name, String format, Spread spread, PrintWriter out) {
        String row = "%-12s%9s%9s%9s%n".replace("%9s", "%9" + format.substring(1));
        out.printf(Locale.ROOT, row, name, spread.min(), spread.median(), spread.max());
    }
}
