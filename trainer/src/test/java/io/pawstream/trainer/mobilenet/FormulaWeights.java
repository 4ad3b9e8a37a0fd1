package io.pawstream.trainer.mobilenet;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Weights that are a formula of their place, so that a reference can be computed elsewhere without sharing a file. The
 * lists of layers in the test resources were written by Keras 3.15.1, as were the features computed from these weights.
 */
public final class FormulaWeights {

    private FormulaWeights() {}

    /** A tensor of the list. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Listed(String layer, String name, int[] shape) {}

    /** Writes a file of all weights of a variant. */
    public static void write(Path file, Variant variant) throws IOException {
        write(file, layers(variant));
    }

    /** The network with these weights. */
    public static MobileNetV3Large network(Variant variant) {
        try {
            Path file = Files.createTempFile("formula", ".h5");
            try {
                write(file, layers(variant));
                return KerasWeightsFile.load(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The layers of a variant, as Keras lists them. */
    static List<Listed> layers(Variant variant) throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                FormulaWeights.class.getResourceAsStream("/mobilenet/keras_" + variant + "_layers.txt"),
                StandardCharsets.UTF_8))) {
            return in.lines()
                    .map(line -> line.split(" "))
                    .map(words -> new Listed(
                            words[0],
                            words[1],
                            Arrays.stream(words[2].split(","))
                                    .mapToInt(Integer::parseInt)
                                    .toArray()))
                    .toList();
        }
    }

    /** Writes layers in the layout of Keras. */
    static void write(Path file, List<Listed> tensors) throws IOException {
        Map<String, List<String>> names = new LinkedHashMap<>();
        tensors.forEach(tensor ->
                names.computeIfAbsent(tensor.layer, layer -> new ArrayList<>()).add(tensor.name));
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            hdf.putAttribute("layer_names", names.keySet().toArray(String[]::new));
            Map<String, WritableGroup> groups = new LinkedHashMap<>();
            names.forEach((layer, weights) -> {
                WritableGroup group = hdf.putGroup(layer);
                group.putAttribute("weight_names", weights.toArray(String[]::new));
                groups.put(layer, group);
            });
            for (int t = 0; t < tensors.size(); t++) {
                Listed tensor = tensors.get(t);
                // A name has its layer before it, and is a path: a group of the layer's name in the layer's group.
                String[] path = tensor.name.split("/");
                WritableGroup group = groups.get(tensor.layer);
                WritableGroup inner = path.length == 1
                        ? group
                        : groups.computeIfAbsent(tensor.layer + "/", layer -> group.putGroup(path[0]));
                inner.putDataset(path[path.length - 1], nested(values(t, tensor), tensor.shape));
            }
        }
    }

    /** Element i of tensor t is a number of SplittableRandom(t). */
    static float[] values(int t, Listed tensor) {
        SplittableRandom random = new SplittableRandom(t);
        int[] shape = tensor.shape;
        float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        boolean kernel = shape.length == 4;
        int fanIn = kernel ? shape[0] * shape[1] * (tensor.layer.contains("depthwise") ? 1 : shape[2]) : 1;
        for (int i = 0; i < values.length; i++) {
            double uniform = (random.nextLong() >>> 40) / (double) (1 << 24);
            values[i] = (float) (kernel ? (2 * uniform - 1) * Math.sqrt(6.0 / fanIn) : 0.5 + 0.5 * uniform);
        }
        return values;
    }

    private static Object nested(float[] values, int[] shape) {
        if (shape.length == 1) {
            return values;
        }
        float[][][][] nested = new float[shape[0]][shape[1]][shape[2]][shape[3]];
        int next = 0;
        for (float[][][] rows : nested) {
            for (float[][] columns : rows) {
                for (float[] channels : columns) {
                    System.arraycopy(values, next, channels, 0, channels.length);
                    next += channels.length;
                }
            }
        }
        return nested;
    }
}
