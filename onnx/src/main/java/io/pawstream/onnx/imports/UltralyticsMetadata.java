package io.pawstream.onnx.imports;

import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelException;
import io.pawstream.model.Preprocessing.Filter;
import io.pawstream.model.Preprocessing.Resize;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the metadata that Ultralytics writes into ONNX files. */
final class UltralyticsMetadata {

    /** An entry of a Python dictionary: a number and a string in single or double quotes. */
    private static final Pattern ENTRY =
            Pattern.compile("(\\d+)\\s*:\\s*(?:'((?:[^'\\\\]|\\\\.)*)'|\"((?:[^\"\\\\]|\\\\.)*)\")");

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private UltralyticsMetadata() {}

    /**
     * Returns what the metadata of a network says.
     *
     * @throws ModelException if the network has another task than classification
     */
    static Hints read(ForeignNetwork network) throws ModelException {
        String names = network.metadata("names");
        String task = network.metadata("task");
        if (names.isEmpty() || task.isEmpty()) {
            return Hints.NONE;
        }
        if (!task.equals("classify")) {
            throw new ModelException(network.file() + " has task \"" + task
                    + "\" in its metadata; only models of the task \"classify\" can be imported");
        }
        TreeMap<Integer, String> classes = new TreeMap<>();
        Matcher entries = ENTRY.matcher(names);
        while (entries.find()) {
            String name = entries.group(2) == null ? entries.group(3) : entries.group(2);
            classes.put(Integer.valueOf(entries.group(1)), name.replaceAll("\\\\(.)", "$1"));
        }
        Hints hints = Hints.NONE
                .withClasses(LabelFile.different(List.copyOf(classes.values())))
                .withColor(ColorOrder.RGB)
                .withScale(1.0 / 255, List.of(0.0), List.of(1.0))
                .withFilter(Filter.BILINEAR);
        List<Integer> sides = new ArrayList<>();
        Matcher numbers = NUMBER.matcher(network.metadata("imgsz"));
        while (numbers.find()) {
            sides.add(Integer.valueOf(numbers.group()));
        }
        if (sides.isEmpty()) {
            return hints;
        }
        ImageSize size = new ImageSize(sides.get(sides.size() - 1), sides.get(0));
        return hints.withResize(
                size.height() == size.width() ? Resize.shortestEdge(size.height()) : Resize.to(size), size);
    }
}
