package io.pawstream.trainer.dataset;

import io.pawstream.cli.Console;
import io.pawstream.cli.CountProgress;
import io.pawstream.cli.Terminal;
import io.pawstream.onnx.dataset.FileFilter;
import io.pawstream.onnx.dataset.ImageLayout;
import io.pawstream.onnx.dataset.ImageLoader;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.ScanResult;
import io.pawstream.sources.ImageSource;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/**
 * Decodes the images of sources, and prints the progress.
 *
 * @param store receives the pixels
 * @param threads number of decoding threads, at least 1
 * @param console receives progress lines
 */
record Scan(PixelStore store, int threads, Console console) {

    /**
     * Decodes files of a source.
     *
     * @param source the images
     * @param layout layout of the source
     * @param classes names of the classes, in the order of their labels
     * @param indices indices of the files, ascending
     * @param filter which files to use
     * @throws IOException if an image has another class, or the store cannot grow
     */
    ScanResult of(ImageSource source, ImageLayout layout, List<String> classes, int[] indices, FileFilter filter)
            throws IOException {
        return of(source, layout, classes, indices, filter, content -> true);
    }

    /**
     * Decodes files of a source and stores the pixels of some of them.
     *
     * @param source the images
     * @param layout layout of the source
     * @param classes names of the classes, in the order of their labels
     * @param indices indices of the files, ascending
     * @param filter which files to use
     * @param stored whether to store the pixels of an image, given the SHA-256 of its encoded bytes
     * @throws IOException if an image has another class, or the store cannot grow
     */
    ScanResult of(
            ImageSource source,
            ImageLayout layout,
            List<String> classes,
            int[] indices,
            FileFilter filter,
            Predicate<String> stored)
            throws IOException {
        try (CountProgress progress = new CountProgress(
                console.out(), Terminal.isInteractive(), "reading images", CountProgress.Unit.FILES)) {
            return new ImageLoader(store, classes, threads, done -> progress.reached(done, indices.length))
                    .load(layout.labeled(source), indices, filter, stored);
        }
    }
}
