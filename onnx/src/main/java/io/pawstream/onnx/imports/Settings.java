package io.pawstream.onnx.imports;

import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelException;
import io.pawstream.model.Preprocessing;
import io.pawstream.model.Preprocessing.Decode;
import io.pawstream.model.Preprocessing.Filter;
import io.pawstream.model.Preprocessing.Resize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that must be known about a network to import it, except for its activation.
 *
 * @param classes names of the classes, in the order of the output
 * @param layout order of the axes of the input
 * @param color order of the channels of the input
 * @param scale value of a pixel: {@code pixel * scale + offset}, one factor per channel in the order of {@code color}
 * @param offset one summand per channel in the order of {@code color}
 * @param preprocessing how images become pixels
 */
record Settings(
        List<String> classes,
        Layout layout,
        ColorOrder color,
        List<Double> scale,
        List<Double> offset,
        Preprocessing preprocessing) {

    /** An option that must be given, its values and one of them. */
    private record Missing(String option, String values, String example) {}

    /**
     * Completes hints.
     *
     * @param hints what is known about the network
     * @param size size of its images; absent if it takes several
     * @param command the command line so far, to which missing options are added in messages
     * @throws ModelException if something is not known, or contradicts the network
     */
    static Settings of(Hints hints, @Nullable ImageSize size, String command) throws ModelException {
        requireKnown(hints, size, command);
        double rescale = Objects.requireNonNull(hints.rescale());
        List<Double> mean = perChannel("mean", hints.mean(), 0);
        List<Double> std = perChannel("std", hints.std(), 1);
        List<Double> scale = new ArrayList<>();
        List<Double> offset = new ArrayList<>();
        for (int channel = 0; channel < 3; channel++) {
            if (std.get(channel) == 0) {
                throw new ModelException("--std has a 0; pixels are divided by it");
            }
            scale.add(rescale / std.get(channel));
            offset.add(-mean.get(channel) / std.get(channel));
        }
        return new Settings(
                Objects.requireNonNull(hints.classes()),
                Objects.requireNonNull(hints.layout()),
                Objects.requireNonNull(hints.color()),
                scale,
                offset,
                preprocessing(hints, size));
    }

    private static void requireKnown(Hints hints, @Nullable ImageSize size, String command) throws ModelException {
        List<Missing> missing = new ArrayList<>();
        if (hints.classes() == null) {
            missing.add(new Missing("--classes", "FILE", "labels.txt"));
        }
        if (hints.layout() == null) {
            missing.add(new Missing("--layout", "nchw|nhwc", "nchw"));
        }
        boolean scaled = hints.rescale() != null || hints.mean() != null || hints.std() != null;
        if (hints.color() == null && !scaled && hints.resize() == null) {
            missing.add(new Missing("--preset", "imagenet|keras|raw", "imagenet"));
        } else {
            if (hints.color() == null) {
                missing.add(new Missing("--color", "rgb|bgr", "rgb"));
            }
            if (hints.rescale() == null) {
                missing.add(new Missing("--rescale", "NUMBER [--mean NUMBERS --std NUMBERS]", "1/255"));
            }
            if (hints.resize() == null) {
                missing.add(new Missing(
                        "--resize",
                        "shortest:SIDE|HxW",
                        size == null ? "224x224" : size.height() + "x" + size.width()));
            } else if (hints.filter() == null) {
                missing.add(new Missing("--filter", "bilinear|bicubic", "bilinear"));
            }
        }
        if (hints.resize() != null && hints.resize().shortestEdge() != null && hints.crop() == null && size == null) {
            missing.add(new Missing(
                    "--crop", "SIDE|HxW", hints.resize().shortestEdge().toString()));
        }
        if (!missing.isEmpty()) {
            boolean other = hints.otherFilter() != null
                    && missing.stream().anyMatch(option -> option.option.equals("--filter"));
            throw new ModelException("missing "
                    + missing.stream()
                            .map(option -> option.option + " " + option.values)
                            .collect(Collectors.joining(" and "))
                    + ", which neither the network nor a file beside it states"
                    + (other ? " (" + hints.otherFilter() + ")" : "")
                    + "; for example: " + command
                    + missing.stream()
                            .map(option -> " " + option.option + " " + option.example)
                            .collect(Collectors.joining()));
        }
    }

    private static List<Double> perChannel(String option, @Nullable List<Double> values, double byDefault)
            throws ModelException {
        List<Double> given = values == null ? List.of(byDefault) : values;
        if (given.size() != 1 && given.size() != 3) {
            throw new ModelException("--" + option + " has " + given.size() + " values; one or three are allowed");
        }
        return given.size() == 3 ? given : List.of(given.get(0), given.get(0), given.get(0));
    }

    private static Preprocessing preprocessing(Hints hints, @Nullable ImageSize size) throws ModelException {
        Resize resize = Objects.requireNonNull(hints.resize());
        ImageSize crop = hints.crop();
        if (crop == null && resize.shortestEdge() != null) {
            crop = size;
        }
        try {
            Preprocessing preprocessing =
                    new Preprocessing(Decode.FULL, resize, Objects.requireNonNull(hints.filter()), true, crop);
            if (size != null && !preprocessing.size().equals(size)) {
                throw new ModelException("images of " + text(preprocessing.size())
                        + " pixels would result from the resize and the crop, but the network takes " + text(size)
                        + "; set --resize and --crop, for example --resize " + text(size));
            }
            return preprocessing;
        } catch (IllegalArgumentException e) {
            throw new ModelException("cannot resize and crop images: " + e.getMessage(), e);
        }
    }

    /**
     * Returns all options of the import for the card, as the command takes them.
     *
     * @param hints the hints these settings come from
     * @param activation what is applied to the output
     * @param file file with the names of the classes; absent if they come from the files of the model
     */
    Map<String, String> options(Hints hints, Activation activation, @Nullable Path file) {
        Map<String, String> options = new LinkedHashMap<>();
        if (file != null) {
            options.put("classes", String.valueOf(file.getFileName()));
        }
        options.put("layout", layout.toString());
        options.put("color", color.toString());
        options.put("rescale", String.valueOf(hints.rescale()));
        options.put("mean", numbers(hints.mean(), "0"));
        options.put("std", numbers(hints.std(), "1"));
        Integer shortest = preprocessing.resize().shortestEdge();
        options.put(
                "resize",
                shortest == null
                        ? preprocessing.resize().height() + "x"
                                + preprocessing.resize().width()
                        : "shortest:" + shortest);
        options.put("filter", preprocessing.filter() == Filter.BILINEAR ? "bilinear" : "bicubic");
        ImageSize crop = preprocessing.centerCrop();
        if (crop != null) {
            options.put("crop", text(crop));
        }
        options.put("activation", activation.toString());
        return options;
    }

    private static String numbers(@Nullable List<Double> numbers, String byDefault) {
        return numbers == null
                ? byDefault
                : numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** {@return a size as the options take it: height x width} */
    static String text(ImageSize size) {
        return size.height() + "x" + size.width();
    }
}
