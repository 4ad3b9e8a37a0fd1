package io.pawstream.onnx.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.Preprocessing;
import io.pawstream.model.Preprocessing.Decode;
import io.pawstream.model.Preprocessing.Filter;
import io.pawstream.model.Preprocessing.Resize;
import io.pawstream.onnx.TinyNetwork;
import io.pawstream.onnx.graph.OnnxFile;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.onnx.graph.WeightStorage;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportCommandTest {

    @TempDir
    private Path directory;

    private Path onnx;
    private Path labels;

    /** Writes a network whose three logits are ten times the mean of red, green and blue. */
    @BeforeEach
    void write() throws Exception {
        OnnxGraph graph = new OnnxGraph("means", WeightStorage.FLOAT);
        String value = graph.input("input", OnnxGraph.FLOAT, -1, 3, 8, 8);
        value = graph.node("GlobalAveragePool", List.of(value));
        value = graph.node("Flatten", List.of(value), OnnxGraph.integer("axis", 1));
        value = graph.node("Mul", List.of(value, graph.floats(new float[] {10})));
        graph.output(value, "logits", OnnxGraph.FLOAT, -1, 3);
        onnx = directory.resolve("means.onnx");
        OnnxFile.write(onnx, graph, Map.of());
        labels = Files.writeString(directory.resolve("names.txt"), "red\ngreen\nblue\n");
    }

    private Invocation run(String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "import",
                onnx.toString(),
                "--name",
                "means",
                "--out",
                directory.resolve("models").toString()));
        arguments.addAll(List.of(options));
        return Invocation.of(arguments.toArray(String[]::new));
    }

    @Test
    void theModelIsPublishedAndTried() throws Exception {
        BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 400; i++) {
            image.setRGB(i % 20, i / 20, 0x10E020);
        }
        Path photo = directory.resolve("green.png");
        ImageIO.write(image, "png", photo.toFile());
        Path text = Files.writeString(directory.resolve("text.jpg"), "no image");
        Invocation first = run(
                "--classes",
                labels.toString(),
                "--layout",
                "nchw",
                "--color",
                "bgr",
                "--rescale",
                "1/255",
                "--mean",
                "0.5",
                "--std",
                "0.1,0.2,0.3",
                "--resize",
                "shortest:10",
                "--crop",
                "8",
                "--filter",
                "bicubic",
                "--try",
                text.toString(),
                "--try",
                photo.toString());
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out())
                .contains(
                        "published " + directory.resolve("models/means") + ": 3 classes, images of 8x8",
                        "text.jpg" + System.lineSeparator()
                                + "  cannot decode: not a JPEG, PNG, GIF, BMP or WebP image",
                        "green.png" + System.lineSeparator() + "  1.0000  green",
                        "./pawstream evaluate --model means --models " + directory.resolve("models"));
        ModelCard card = ModelDirectory.read(directory.resolve("models/means")).card();
        assertThat(card.preprocessing())
                .isEqualTo(new Preprocessing(
                        Decode.FULL, Resize.shortestEdge(10), Filter.BICUBIC, true, new ImageSize(8, 8)));
        assertThat(card.origin().imported().options())
                .containsEntry("color", "bgr")
                .containsEntry("std", "0.1,0.2,0.3")
                .containsEntry("classes", "names.txt");
        assertThat(run("--classes", labels.toString(), "--preset", "raw").out()).contains("replaced ");
    }

    @Test
    void whatIsNotKnownIsAskedForWithTheWholeCommand() {
        Invocation nothing = run();
        assertThat(nothing.exitCode()).isOne();
        assertThat(nothing.err())
                .hasLineCount(1)
                .contains(
                        "missing --classes FILE and --preset imagenet|keras|raw, which neither the network nor a file"
                                + " beside it states; for example: ./pawstream import " + onnx + " --name means",
                        " --classes labels.txt --preset imagenet");
        assertThat(run("--classes", labels.toString(), "--rescale", "1").err())
                .contains(
                        "missing --color rgb|bgr and --resize shortest:SIDE|HxW",
                        "--rescale 1 --color rgb --resize 8x8");
        assertThat(Files.exists(directory.resolve("models/means"))).isFalse();
    }

    @Test
    void theCompletedCommandWorks() {
        String[] words = run("--preset", "keras").err().strip().split(" ", -1);
        assertThat(words).containsSubsequence("--preset", "keras", "--classes", "labels.txt");
        Invocation completed = run("--preset", "keras", "--classes", labels.toString());
        assertThat(completed.exitCode()).as(completed.err()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--layout | chw | 'is not one of [nchw, nhwc]'",
                "--color | grey | 'is not one of [rgb, bgr]'",
                "--rescale | 1/0 | is not a number or a fraction",
                "--rescale | 0 | all pixels would be the same",
                "--mean | '1,2' | has 2 numbers; 1 or 3 are allowed",
                "--resize | 224 | is neither shortest:SIDE nor HEIGHTxWIDTH",
                "--resize | shortest:0 | 'is not a number of pixels, 1 to 4096'",
                "--crop | 1x2x3 | is not SIDE or HEIGHTxWIDTH",
                "--filter | nearest | 'is not one of [bilinear, bicubic]'",
                "--activation | relu | 'is not one of [softmax, sigmoid, none]'",
                "--preset | torch | 'is not one of [imagenet, keras, raw]'",
                "--try | /absent.jpg | --try: no file /absent.jpg",
                "--name | My_Model | must be 1 to 63 lower-case letters"
            })
    void invalidOptionsAreExplained(String option, String value, String message) {
        Invocation invocation = option.equals("--name")
                ? Invocation.of("import", onnx.toString(), "--name", value)
                : run(option, value);
        assertThat(invocation.exitCode()).isEqualTo(2);
        assertThat(invocation.err()).contains(message);
    }

    @Test
    void aClassNameThatIsNotAllowedIsReportedInOneLine() throws Exception {
        Files.writeString(labels, "red\ngr\u001b[2Jeen\nblue\n");
        Invocation invocation = run("--classes", labels.toString(), "--preset", "raw");
        assertThat(invocation.exitCode()).isOne();
        assertThat(invocation.err().strip())
                .isEqualTo("cannot import the model: class 1 of model means is \"gr\\u001b[2Jeen\"; a class name must"
                        + " have 1 to 200 characters, not only spaces, and no control characters or line separators");
        assertThat(directory.resolve("models/means")).doesNotExist();
    }

    @Test
    void aMissingFileWithClassNamesIsReported() {
        assertThat(run("--classes", "absent.txt", "--preset", "raw").err())
                .contains("file with class names not found: absent.txt");
    }

    @Test
    void anExportedModelOfPawstreamCanBeImportedAgain() throws Exception {
        Path own = directory.resolve("own.onnx");
        OnnxFile.write(own, TinyNetwork.graph(new ImageSize(16, 16), 1), Map.of());
        Files.writeString(labels, "cat\ndog\n");
        Invocation invocation = Invocation.of(
                "import",
                own.toString(),
                "--name",
                "again",
                "--out",
                directory.toString(),
                "--classes",
                labels.toString(),
                "--preset",
                "raw");
        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
    }
}
