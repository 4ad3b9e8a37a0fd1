package io.pawstream.onnx.imports;

import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelException;
import io.pawstream.model.Preprocessing.Filter;
import io.pawstream.model.Preprocessing.Resize;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Reads {@code serving.properties} of DJL, with the options of its image classification translator. */
final class DjlFile {

    private final Path file;
    private final Properties properties;

    private DjlFile(Path file, Properties properties) {
        this.file = file;
        this.properties = properties;
    }

    /**
     * Returns what the file of a directory says.
     *
     * @throws ModelException if an option has a value that is invalid or not supported
     * @throws IOException if the file cannot be read
     */
    static Hints read(Path directory) throws ModelException, IOException {
        Path file = directory.resolve("serving.properties");
        if (!Files.isRegularFile(file)) {
            return Hints.NONE;
        }
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (CharacterCodingException e) {
            throw new ModelException(file + " is not a text in UTF-8; save it as UTF-8", e);
        } catch (IllegalArgumentException e) {
            throw new ModelException(file + " has a \\u without four hexadecimal digits; write a backslash as \\\\", e);
        }
        try {
            DjlFile djl = new DjlFile(file, properties);
            String synset = djl.text("synsetFileName");
            Path names = directory.resolve(synset == null ? "synset.txt" : synset);
            return Files.isRegularFile(names) ? djl.hints().withClasses(LabelFile.read(names)) : djl.hints();
        } catch (NumberFormatException e) {
            throw new ModelException(file + " has an invalid number: " + e.getMessage(), e);
        }
    }

    private Hints hints() throws ModelException {
        requireSupported();
        Hints hints = Hints.NONE.withColor(ColorOrder.RGB);
        boolean tensor = !"false".equals(text("toTensor"));
        if (tensor) {
            String normalize = text("normalize");
            String range = text("range");
            if ("true".equals(normalize)) {
                hints = hints.or(Preset.IMAGENET.hints(null));
            } else if (normalize != null && !normalize.equals("false")) {
                List<Double> numbers = normalization(normalize);
                hints = hints.withScale(1.0 / 255, numbers.subList(0, 3), numbers.subList(3, 6));
            } else if ("-1,1".equals(range)) {
                hints = hints.withScale(1.0 / 128, List.of(1.0), List.of(1.0));
            } else {
                hints = hints.withScale(1.0 / 255, List.of(0.0), List.of(1.0));
            }
        }
        if ("true".equals(text("applySoftmax"))) {
            hints = hints.withActivation(Activation.SOFTMAX);
        }
        return resized(hints.withFilter(Filter.BILINEAR));
    }

    private void requireSupported() throws ModelException {
        String flag = text("flag");
        if (flag != null && !flag.toUpperCase(Locale.ROOT).equals("COLOR")) {
            throw JsonFile.invalid(file, "flag", flag, "only COLOR is allowed, because images are RGB");
        }
        if ("true".equals(text("centerFit"))) {
            throw JsonFile.invalid(file, "centerFit", true, "only false is allowed, because the step is not supported");
        }
    }

    private List<Double> normalization(String normalize) throws ModelException {
        List<Double> numbers = Arrays.stream(normalize.split("\\s*,\\s*", -1))
                .map(Double::valueOf)
                .toList();
        if (numbers.size() != 6 || !numbers.stream().allMatch(Double::isFinite)) {
            throw JsonFile.invalid(file, "normalize", normalize, "true, false, or 3 means and 3 divisors are allowed");
        }
        if (numbers.subList(3, 6).stream().anyMatch(number -> number == 0)) {
            throw JsonFile.invalid(
                    file,
                    "normalize",
                    normalize,
                    "the last 3 numbers must not be 0, because pixels are divided by them");
        }
        return numbers;
    }

    private Hints resized(Hints hints) {
        ImageSize size = new ImageSize(number("width", 224), number("height", 224));
        ImageSize crop = "true".equals(text("centerCrop")) ? size : null;
        String shortest = text("resizeShort");
        if (shortest != null && !shortest.equals("false")) {
            int side = shortest.equals("true")
                    ? Math.min(size.width(), size.height())
                    : (int) Double.parseDouble(shortest.split(",", -1)[0].strip());
            return hints.withResize(Resize.shortestEdge(side), crop);
        }
        String resize = text("resize");
        if (resize == null || resize.equals("false")) {
            return hints;
        }
        if (resize.equals("true")) {
            return hints.withResize(Resize.to(size), null);
        }
        String[] parts = resize.split("\\s*,\\s*", -1);
        int width = (int) Double.parseDouble(parts[0]);
        int height = parts.length > 1 ? (int) Double.parseDouble(parts[1]) : width;
        if (parts.length > 2 && parts[2].toUpperCase(Locale.ROOT).equals("BICUBIC")) {
            hints = hints.withFilter(Filter.BICUBIC);
        }
        return hints.withResize(Resize.to(new ImageSize(width, height)), crop);
    }

    private @Nullable String text(String name) {
        String value = properties.getProperty(name, properties.getProperty("option." + name));
        return value == null ? null : value.strip();
    }

    private int number(String name, int byDefault) {
        String value = text(name);
        return value == null ? byDefault : Integer.parseInt(value);
    }
}
