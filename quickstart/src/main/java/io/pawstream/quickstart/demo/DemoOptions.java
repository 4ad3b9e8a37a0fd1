package io.pawstream.quickstart.demo;

import io.pawstream.sources.ImageSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code demo}. */
final class DemoOptions {

    /** Images per second of an endless demo, slow enough to follow on the live page. */
    private static final double ENDLESS_RATE = 20;

    @Option(
            names = "--images",
            paramLabel = "SOURCE",
            description = "Source of the images: a directory, a zip file, or drawn for drawn cats and dogs"
                    + " (default: drawn).")
    @Nullable
    String images;

    @Option(
            names = "--classes",
            paramLabel = "NAME,...",
            description = "Classes to draw instead: cat, dog and fox (default: cat,dog).")
    @Nullable
    String classes;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Number of images (default: each image once; drawn images until Ctrl-C).")
    long count = Long.MAX_VALUE;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Images published per second (default: no limit; 20 for an endless demo).")
    @Nullable
    Double ratePerSecond;

    @Option(names = "--loop", description = "Start over after the last image, until Ctrl-C or --count.")
    boolean loop;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description =
                    "Model to use (default: " + DemoModel.DEFAULT + ", or another one that has the drawn classes).")
    @Nullable
    String model;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "HTTP port of the processor, 0 for a free port (default: ${DEFAULT-VALUE}).")
    int port = 8080;

    @Option(
            names = "--open",
            negatable = true,
            description = "Open the live page in the browser (default: only for an endless demo).")
    @Nullable
    Boolean open;

    @Option(
            names = "--thumbnails",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Show the images on the live page, not only their results (default: ${DEFAULT-VALUE}).")
    boolean thumbnails;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of drawn images (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(
            names = "--heap",
            paramLabel = "MB",
            description = "Maximum heap of the processor in MiB (default: ${DEFAULT-VALUE}).")
    int heapMegabytes = 512;

    /**
     * Returns the source of the images.
     *
     * @return argument of {@link ImageSource#open}
     * @throws IllegalArgumentException if both options are set
     */
    String source() {
        if (classes == null) {
            return images == null ? ImageSource.DRAWN : images;
        }
        if (images != null) {
            throw new IllegalArgumentException("--classes is \"" + classes + "\" and --images is \"" + images
                    + "\"; only drawn images have classes, so set one of the two");
        }
        return ImageSource.DRAWN + ":" + classes;
    }

    /**
     * Images published per second.
     *
     * @param endless whether the demo runs until it is stopped
     * @return the given rate; without one, 20 for an endless demo and otherwise infinity
     */
    double rate(boolean endless) {
        if (ratePerSecond != null) {
            return ratePerSecond;
        }
        return endless ? ENDLESS_RATE : Double.POSITIVE_INFINITY;
    }

    /**
     * Returns whether to open the live page in the browser.
     *
     * @param endless whether the demo runs until it is stopped
     */
    boolean isPageOpened(boolean endless) {
        return open != null ? open : endless;
    }
}
