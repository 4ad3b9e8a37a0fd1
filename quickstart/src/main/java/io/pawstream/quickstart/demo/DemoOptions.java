package io.pawstream.quickstart.demo;

import io.pawstream.sources.ImageSource;
import picocli.CommandLine.Option;

/** The options of the demo. */
final class DemoOptions {

    /** Events a second of a demo without end: it is there to be watched. */
    private static final double WATCHABLE_RATE = 20;

    @Option(
            names = "--images",
            paramLabel = "WHAT",
            defaultValue = ImageSource.DRAWN,
            description = "A folder, a zip file, or the word drawn (default: ${DEFAULT-VALUE}).")
    String images;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Number of images (default: every image once; drawn ones until Ctrl-C).")
    long count = Long.MAX_VALUE;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "images per second (default: as fast as they are classified; without end, 20).")
    Double ratePerSecond;

    @Option(names = "--loop", description = "Begin again after the last image, until Ctrl-C or --count.")
    boolean loop;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            defaultValue = "model5-8bit",
            description = "Model that classifies (default: ${DEFAULT-VALUE}).")
    String model;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "HTTP port of the processor, 0 for a free one (default: ${DEFAULT-VALUE}).")
    int port;

    @Option(
            names = "--open",
            negatable = true,
            description = "Opens the live page in the browser, or does not (default: a demo without end opens it).")
    Boolean opens;

    @Option(
            names = "--thumbnails",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "The live page shows the images themselves; --no-thumbnails: only what became of them.")
    boolean thumbnails;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the drawn images (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = "--heap",
            paramLabel = "MB",
            defaultValue = "512",
            description = "Heap of the processor in MiB (default: ${DEFAULT-VALUE}).")
    int heapMegabytes;

    /** The rate that was asked for, or the one that fits. */
    double rate(boolean endless) {
        if (ratePerSecond != null) {
            return ratePerSecond;
        }
        return endless ? WATCHABLE_RATE : Double.POSITIVE_INFINITY;
    }
}
