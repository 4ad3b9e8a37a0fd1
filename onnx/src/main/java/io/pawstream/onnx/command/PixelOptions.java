package io.pawstream.onnx.command;

import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing.Filter;
import io.pawstream.model.Preprocessing.Resize;
import io.pawstream.onnx.imports.Activation;
import io.pawstream.onnx.imports.ColorOrder;
import io.pawstream.onnx.imports.Hints;
import io.pawstream.onnx.imports.Layout;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options of {@code import} that state how an image becomes the input of a network. */
final class PixelOptions {

    @Option(names = "--layout", paramLabel = "nchw|nhwc", description = "Order of the axes of the network's input.")
    private @Nullable Layout layout;

    @Option(names = "--color", paramLabel = "rgb|bgr", description = "Order of the channels of the network's input.")
    private @Nullable ColorOrder color;

    @Option(
            names = "--rescale",
            paramLabel = "NUMBER",
            converter = NumberConverter.class,
            description = "Factor of the pixels, which are 0 to 255, for instance 1/255.")
    private @Nullable Double rescale;

    @Option(
            names = "--mean",
            paramLabel = "NUMBERS",
            converter = NumbersConverter.class,
            description = "Subtracted after that: one number, or three in the order of --color, separated by commas"
                    + " (default: 0).")
    private @Nullable Numbers mean;

    @Option(
            names = "--std",
            paramLabel = "NUMBERS",
            converter = NumbersConverter.class,
            description = "Divisor after that: one number, or three in the order of --color (default: 1).")
    private @Nullable Numbers std;

    @Option(
            names = "--resize",
            paramLabel = "shortest:SIDE|HxW",
            converter = ResizeConverter.class,
            description = "Resize the shortest edge to SIDE, or both sides to height x width.")
    private @Nullable Resize resize;

    @Option(
            names = "--crop",
            paramLabel = "SIDE|HxW",
            converter = SizeConverter.class,
            description = "Then cut this size out of the middle (default: the network's size, after shortest:SIDE).")
    private @Nullable ImageSize crop;

    @Option(
            names = "--filter",
            paramLabel = "bilinear|bicubic",
            converter = FilterConverter.class,
            description = "Interpolation of --resize (default: bilinear).")
    private @Nullable Filter filter;

    /** {@return what the options state} */
    Hints hints(@Nullable Activation activation) {
        Filter stated = filter == null && resize != null ? Filter.BILINEAR : filter;
        return new Hints(
                null,
                layout,
                color,
                rescale,
                mean == null ? null : mean.values,
                std == null ? null : std.values,
                resize,
                crop,
                stated,
                null,
                activation);
    }

    /** One number per channel, or one for all. */
    private record Numbers(List<Double> values) {}

    private static double number(String text) {
        Matcher fraction = Pattern.compile("([^/]+)/([^/]+)").matcher(text);
        try {
            double value = fraction.matches()
                    ? Double.parseDouble(fraction.group(1)) / Double.parseDouble(fraction.group(2))
                    : Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Reported below.
        }
        throw new TypeConversionException("\"" + text + "\" is not a number or a fraction such as 1/255");
    }

    private static int side(String text) {
        try {
            int side = Integer.parseInt(text);
            if (side >= 1 && side <= 4096) {
                return side;
            }
        } catch (NumberFormatException e) {
            // Reported below.
        }
        throw new TypeConversionException("\"" + text + "\" is not a number of pixels, 1 to 4096");
    }

    private static final class NumberConverter implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            double number = number(text);
            if (number == 0) {
                throw new TypeConversionException("is 0; all pixels would be the same");
            }
            return number;
        }
    }

    private static final class NumbersConverter implements ITypeConverter<Numbers> {
        @Override
        public Numbers convert(String text) {
            List<Double> values = Arrays.stream(text.split(",", -1))
                    .map(part -> number(part.strip()))
                    .toList();
            if (values.size() != 1 && values.size() != 3) {
                throw new TypeConversionException(
                        "\"" + text + "\" has " + values.size() + " numbers; 1 or 3 are allowed");
            }
            return new Numbers(values);
        }
    }

    private static final class SizeConverter implements ITypeConverter<ImageSize> {
        @Override
        public ImageSize convert(String text) {
            String[] sides = text.split("x", -1);
            if (sides.length > 2) {
                throw new TypeConversionException("\"" + text + "\" is not SIDE or HEIGHTxWIDTH");
            }
            return new ImageSize(side(sides[sides.length - 1]), side(sides[0]));
        }
    }

    private static final class ResizeConverter implements ITypeConverter<Resize> {

        private static final String SHORTEST = "shortest:";

        @Override
        public Resize convert(String text) {
            if (text.startsWith(SHORTEST)) {
                return Resize.shortestEdge(side(text.substring(SHORTEST.length())));
            }
            if (!text.contains("x")) {
                throw new TypeConversionException("\"" + text + "\" is neither shortest:SIDE nor HEIGHTxWIDTH");
            }
            return Resize.to(new SizeConverter().convert(text));
        }
    }

    private static final class FilterConverter implements ITypeConverter<Filter> {
        @Override
        public Filter convert(String text) {
            return switch (text) {
                case "bilinear" -> Filter.BILINEAR;
                case "bicubic" -> Filter.BICUBIC;
                default -> throw new TypeConversionException("\"" + text + "\" is not one of [bilinear, bicubic]");
            };
        }
    }
}
