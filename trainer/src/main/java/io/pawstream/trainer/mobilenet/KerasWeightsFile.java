package io.pawstream.trainer.mobilenet;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import io.pawstream.trainer.network.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads weights files of Keras in the HDF5 layout of {@code save_weights}: the root has the attribute {@code
 * layer_names}, each layer is a group with the attribute {@code weight_names}, each weight is a dataset. The names of
 * layers differ between versions of Keras, but their order does not. This class therefore reads weights in order and
 * checks their shapes.
 */
public final class KerasWeightsFile {

    private KerasWeightsFile() {}

    @SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
    private record Tensor(String layer, String name, long[] shape, Dataset data) {}

    /**
     * Returns the variant of a file, according to its layers.
     *
     * @param file the weights file
     * @return the variant
     * @throws IOException if the file cannot be read or is not a weights file
     */
    public static Variant variant(Path file) throws IOException {
        return read(file, KerasWeightsFile::variant);
    }

    /**
     * Reads MobileNetV3Large.
     *
     * @param file the weights file
     * @return the network, of the variant of the file
     * @throws IOException if the file cannot be read or belongs to another network; the message names the first layer
     *     that differs
     */
    public static MobileNetV3Large load(Path file) throws IOException {
        return read(file, tensors -> {
            Variant variant = variant(tensors);
            return new MobileNetV3Large(variant, weights(file, variant, tensors));
        });
    }

    private interface Reading<T> {
        T from(List<Tensor> tensors) throws IOException;
    }

    private static <T> T read(Path file, Reading<T> reading) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("weights file not found: " + file + "; it must be an HDF5 file of Keras");
        }
        try (HdfFile hdf = new HdfFile(file)) {
            return reading.from(tensors(file, hdf));
        } catch (HdfException e) {
            throw new IOException(file + " is not a readable HDF5 file: " + e.getMessage(), e);
        }
    }

    private static List<Tensor> tensors(Path file, HdfFile hdf) throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        for (String layer : names(file, hdf, "layer_names")) {
            Group group = (Group) child(file, hdf, layer);
            for (String name : names(file, group, "weight_names")) {
                if (!(child(file, group, name) instanceof Dataset data)) {
                    throw new IOException(file + ": " + layer + "/" + name + " is not a dataset");
                }
                tensors.add(new Tensor(layer, name, data.getDimensionsAsLong(), data));
            }
        }
        return tensors;
    }

    private static Node child(Path file, Group group, String path) throws IOException {
        try {
            return group.getByPath(path);
        } catch (HdfException e) {
            throw new IOException(
                    file + " lists \"" + path + "\" in " + group.getPath() + " but does not contain it", e);
        }
    }

    private static List<String> names(Path file, Node node, String attribute) throws IOException {
        Attribute names = node.getAttribute(attribute);
        if (names == null) {
            throw new IOException(
                    file + " is not a weights file of Keras: " + node.getPath() + " has no attribute " + attribute);
        }
        if (names.isEmpty() || names.getSize() == 0) {
            return List.of();
        }
        if (!(names.getData() instanceof String[] values)) {
            throw new IOException(
                    file + ": attribute " + attribute + " of " + node.getPath() + " is not a list of names");
        }
        return List.of(values);
    }

    private static Variant variant(List<Tensor> tensors) {
        boolean squeezes = tensors.stream().anyMatch(tensor -> tensor.layer.contains("squeeze_excite"));
        return squeezes ? Variant.FULL : Variant.MINIMALISTIC;
    }

    private static List<Weights> weights(Path file, Variant variant, List<Tensor> tensors) throws IOException {
        List<long[]> shapes = MobileNetV3Large.shapes(variant);
        String network = "MobileNetV3Large (" + variant + ", width 1.0, without its top)";
        List<Weights> weights = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            if (i == tensors.size()) {
                throw new IOException(file + " has " + i + " weights; expected " + shapes.size() + " of " + network);
            }
            Tensor tensor = tensors.get(i);
            long[] expected = kerasShape(shapes.get(i));
            if (!Arrays.equals(expected, tensor.shape) || !(tensor.data.getDataFlat() instanceof float[] values)) {
                throw new IOException(file + ": layer " + tensor.layer + " has " + tensor.name + " of shape "
                        + Arrays.toString(tensor.shape) + " and type " + tensor.data.getJavaType() + "; " + network
                        + " expects float " + Arrays.toString(expected));
            }
            weights.add(new Weights(shapes.get(i), expected.length == 4 ? outputsFirst(values, expected) : values));
        }
        if (tensors.size() > shapes.size()) {
            throw new IOException(file + ": layer " + tensors.get(shapes.size()).layer + " is not part of " + network
                    + "; use a file with \"no_top\" in its name");
        }
        return weights;
    }

    /**
     * Converts a shape (outputs, inputs, height, width) to that of Keras: (height, width, inputs, outputs), or (height,
     * width, channels, 1) if depthwise.
     */
    private static long[] kerasShape(long[] shape) {
        if (shape.length != 4) {
            return shape;
        }
        return shape[1] == 1
                ? new long[] {shape[2], shape[3], shape[0], 1}
                : new long[] {shape[2], shape[3], shape[1], shape[0]};
    }

    /** Converts a kernel of Keras to (outputs, inputs, height, width). */
    private static float[] outputsFirst(float[] values, long[] shape) {
        int area = Math.toIntExact(shape[0] * shape[1]);
        // Depthwise kernels have their channels on the axis of inputs and 1 on the axis of outputs.
        int inputs = shape[3] == 1 ? 1 : Math.toIntExact(shape[2]);
        int outputs = shape[3] == 1 ? Math.toIntExact(shape[2]) : Math.toIntExact(shape[3]);
        float[] moved = new float[values.length];
        for (int place = 0; place < area; place++) {
            for (int input = 0; input < inputs; input++) {
                for (int output = 0; output < outputs; output++) {
                    moved[(output * inputs + input) * area + place] =
                            values[(place * inputs + input) * outputs + output];
                }
            }
        }
        return moved;
    }
}
