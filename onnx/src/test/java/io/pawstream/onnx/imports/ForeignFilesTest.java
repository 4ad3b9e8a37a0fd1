package io.pawstream.onnx.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelException;
import io.pawstream.model.Preprocessing.Filter;
import io.pawstream.model.Preprocessing.Resize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignFilesTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void write() throws Exception {
        new ForeignFixture().write(directory.resolve("model.onnx"));
    }

    private Hints hints() throws Exception {
        ForeignFiles files = ForeignFiles.find(directory);
        return files.hints(ForeignNetwork.read(files.onnx()));
    }

    private void file(String name, String content) throws Exception {
        Files.writeString(directory.resolve(name), content);
    }

    private static ImageSize square(int side) {
        return new ImageSize(side, side);
    }

    @Test
    void huggingFaceStatesClassesAndPixels() throws Exception {
        file("config.json", """
                {"architectures": ["ViTForImageClassification"], "id2label": {"1": "dog", "0": "cat", "2": "fox"}}""");
        file("preprocessor_config.json", """
                {"image_processor_type": "ViTImageProcessor", "do_resize": true, "size": {"height": 224, "width": 160},
                 "resample": 2, "do_rescale": true, "rescale_factor": 0.5, "do_normalize": true,
                 "image_mean": [0.5, 0.6, 0.7], "image_std": [0.1, 0.2, 0.3]}""");
        Hints hints = hints();
        assertThat(hints.classes()).containsExactly("cat", "dog", "fox");
        assertThat(hints.color()).isEqualTo(ColorOrder.RGB);
        assertThat(hints.rescale()).isEqualTo(0.5);
        assertThat(hints.mean()).containsExactly(0.5, 0.6, 0.7);
        assertThat(hints.std()).containsExactly(0.1, 0.2, 0.3);
        assertThat(hints.resize()).isEqualTo(Resize.to(new ImageSize(160, 224)));
        assertThat(hints.crop()).isNull();
        assertThat(hints.filter()).isEqualTo(Filter.BILINEAR);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'image_processor_type': 'ViTImageProcessor', 'size': 224 | 224x224 | ",
                "'feature_extractor_type': 'ViTFeatureExtractor', 'size': 224 | 224x224 | ",
                "'image_processor_type': 'CLIPImageProcessor', 'size': 224, 'crop_size': 224 | 224 | 224",
                "'image_processor_type': 'BitImageProcessor', 'size': {'shortest_edge': 256}, 'crop_size': {'height': 224,"
                        + " 'width': 224} | 256 | 224",
                "'image_processor_type': 'DeiTImageProcessor', 'size': 256, 'crop_size': 224 | 256x256 | 224",
                "'image_processor_type': 'EfficientNetImageProcessor', 'size': {'height': 346, 'width': 346}, 'crop_size':"
                        + " 289, 'do_center_crop': false | 346x346 | ",
                "'image_processor_type': 'ConvNextImageProcessor', 'size': {'shortest_edge': 224}, 'crop_pct': 0.875 | 256"
                        + " | 224",
                "'image_processor_type': 'ConvNextImageProcessor', 'size': {'shortest_edge': 224}, 'crop_pct': 0.95 | 235"
                        + " | 224",
                "'feature_extractor_type': 'ConvNextFeatureExtractor', 'size': 384 | 384x384 | ",
                "'image_processor_type': 'LevitImageProcessor', 'size': {'shortest_edge': 224} | 256 | 224",
                "'image_processor_type': 'PoolFormerImageProcessor', 'size': {'shortest_edge': 224}, 'crop_pct': 0.9 | 248"
                        + " | 224"
            })
    void huggingFaceSizesDependOnTheProcessor(String processor, String resize, Integer crop) throws Exception {
        file("preprocessor_config.json", "{" + processor.replace('\'', '"') + ", \"resample\": 3}");
        Hints hints = hints();
        String[] sides = resize.split("x", -1);
        assertThat(hints.resize())
                .isEqualTo(
                        sides.length == 1
                                ? Resize.shortestEdge(Integer.parseInt(resize))
                                : Resize.to(new ImageSize(Integer.parseInt(sides[1]), Integer.parseInt(sides[0]))));
        assertThat(hints.crop()).isEqualTo(crop == null ? null : square(crop));
        assertThat(hints.filter()).isEqualTo(Filter.BICUBIC);
    }

    @Test
    void mobileVitTakesBlueFirst() throws Exception {
        file("preprocessor_config.json", """
                {"image_processor_type": "MobileViTImageProcessor", "size": {"shortest_edge": 288},
                 "crop_size": {"height": 256, "width": 256}, "resample": 0}""");
        Hints hints = hints();
        assertThat(hints.color()).isEqualTo(ColorOrder.BGR);
        assertThat(hints.filter()).as("nearest is not supported").isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'problem_type': 'multi_label_classification' | multi-label models cannot be imported",
                "'problem_type': 'regression' | only classifiers can be imported",
                "'architectures': ['DetrForObjectDetection'] | is of a DetrForObjectDetection",
                "'architectures': ['SegformerForSemanticSegmentation'] | is of a SegformerForSemanticSegmentation",
                "'id2label': {'0': 'cat', '2': 'dog'} | has 2 class names, but none for class 1",
                "'id2label': | is not JSON"
            })
    void otherHuggingFaceModelsAreRefused(String config, String message) throws Exception {
        file("config.json", "{" + config.replace('\'', '"') + "}");
        assertThatThrownBy(this::hints).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"center, 235, 235, 224", "squash, 235, 235x235, 224", "border, 235, ,"})
    void timmStatesPixels(String mode, int side, String resize, Integer crop) throws Exception {
        file("config.json", """
                {"architecture": "tiny", "label_names": ["a", "b"], "pretrained_cfg": {"input_size": [3, 224, 224],
                 "interpolation": "bicubic", "crop_pct": 0.95, "crop_mode": "%s", "mean": [0.1, 0.2, 0.3],
                 "std": [0.4, 0.5, 0.6]}}""".formatted(mode));
        Hints hints = hints();
        assertThat(hints.classes()).containsExactly("a", "b");
        assertThat(hints.rescale()).isEqualTo(1.0 / 255);
        assertThat(hints.mean()).containsExactly(0.1, 0.2, 0.3);
        assertThat(hints.filter()).isEqualTo(Filter.BICUBIC);
        assertThat(hints.resize())
                .isEqualTo(
                        resize == null
                                ? null
                                : resize.contains("x") ? Resize.to(square(side)) : Resize.shortestEdge(side));
        assertThat(hints.crop()).isEqualTo(crop == null ? null : square(crop));
    }

    private void metadata(String... entries) throws Exception {
        ModelProto.Builder model = new ForeignFixture().build().toBuilder();
        for (int i = 0; i < entries.length; i += 2) {
            model.addMetadataProps(ForeignFixture.entry(entries[i], entries[i + 1]));
        }
        ForeignFixture.write(directory.resolve("model.onnx"), model.build());
    }

    @Test
    void ultralyticsStatesAllInTheFile() throws Exception {
        metadata("task", "classify", "imgsz", "[160, 160]", "names", "{0: 'cat', 1: \"shepherd's dog\", 2: 'it\\'s'}");
        Hints hints = hints();
        assertThat(hints.classes()).containsExactly("cat", "shepherd's dog", "it's");
        assertThat(hints.rescale()).isEqualTo(1.0 / 255);
        assertThat(hints.resize()).isEqualTo(Resize.shortestEdge(160));
        assertThat(hints.crop()).isEqualTo(square(160));
        metadata("task", "detect", "names", "{0: 'cat'}");
        assertThatThrownBy(this::hints).hasMessageContaining("has task \"detect\" in its metadata");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{0: 0, 1: 12} | 0,12",
                "{1: 'dog', 0: 'cat'} | cat,dog",
                "{\"0\": \"cat\", \"1\": \"dog\"} | cat,dog",
                "[\"cat\", \"dog\"] | cat,dog",
                "['cat', '1: dog'] | cat,1: dog",
                "{0: 'k\u00e4fer', 1: '\u732b'} | k\u00e4fer,\u732b"
            })
    void ultralyticsNamesAreADictionaryOrAList(String names, String classes) throws Exception {
        metadata("task", "classify", "names", names);
        assertThat(hints().classes()).containsExactly(classes.split(",", -1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{0: 'a', 1: 'b', 3: 'c'} | model.onnx: metadata \"names\" has 3 class names, but none for class 2",
                "{99999999999: 'a'} | model.onnx: metadata \"names\" has 1 class names, but none for class 0",
                "{0: None} | model.onnx has names {0: None}; a dictionary of names by index, or a list of names is required",
                "cat | model.onnx has names cat; a dictionary of names by index"
            })
    void otherUltralyticsNamesAreRefused(String names, String message) throws Exception {
        metadata("task", "classify", "names", names);
        assertThatThrownBy(this::hints).isInstanceOf(ModelException.class).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flag=GRAYSCALE | flag GRAYSCALE; only COLOR is allowed, because images are RGB",
                "centerFit=true | centerFit true; only false is allowed",
                "normalize=0.5,0.5,0.5 | normalize 0.5,0.5,0.5; true, false, or 3 means and 3 divisors are allowed",
                "normalize=0.1,0.2,0.3,0.4,0,0.6 | normalize 0.1,0.2,0.3,0.4,0,0.6; the last 3 numbers must not be 0"
            })
    void stepsOfDjlThatAreNotSupportedAreRefused(String option, String message) throws Exception {
        file("serving.properties", "resize=true\n" + option + "\n");
        assertThatThrownBy(this::hints)
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(directory.resolve("serving.properties") + " has " + message);
    }

    @Test
    void theFileOfDjlMustBeText() throws Exception {
        Path file = directory.resolve("serving.properties");
        Files.writeString(file, "modelName=K\u00e4fer\n", StandardCharsets.ISO_8859_1);
        assertThatThrownBy(this::hints).hasMessage(file + " is not a text in UTF-8; save it as UTF-8");
        Files.writeString(file, "modelDir=C:\\users\\model\n");
        assertThatThrownBy(this::hints)
                .hasMessage(file + " has a \\u without four hexadecimal digits; write a backslash as \\\\");
    }

    @Test
    void aSizeOfUltralyticsThatIsTooLargeIsNamed() throws Exception {
        metadata("task", "classify", "names", "['cat']", "imgsz", "[99999999999, 224]");
        assertThatThrownBy(this::hints)
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("has imgsz [99999999999, 224]; each side must be 1 to 4096 pixels");
    }

    @Test
    void djlStatesTheStepsOfItsTranslator() throws Exception {
        file("serving.properties", "width=200\nheight=100\nresize=true\nnormalize=true\napplySoftmax=true\n");
        file("synset.txt", "n01 cat\r\nn02 dog\r\n\r\n");
        Hints hints = hints();
        assertThat(hints.classes()).containsExactly("n01 cat", "n02 dog");
        assertThat(hints.resize()).isEqualTo(Resize.to(new ImageSize(200, 100)));
        assertThat(hints.mean()).containsExactly(0.485, 0.456, 0.406);
        assertThat(hints.activation()).isEqualTo(Activation.SOFTMAX);
        file(
                "serving.properties",
                "option.resizeShort=256\noption.centerCrop=true\nnormalize=0.1,0.2,0.3,0.4,0.5,0.6\n");
        assertThat(hints().resize()).isEqualTo(Resize.shortestEdge(256));
        assertThat(hints().crop()).isEqualTo(square(224));
        assertThat(hints().std()).containsExactly(0.4, 0.5, 0.6);
    }

    @Test
    void labelFilesHaveAnOrderOfPrecedence() throws Exception {
        file("index_to_name.json", "{\"0\": [\"n01\", \"tench\"], \"1\": [\"n02\", \"goldfish\"]}");
        assertThat(hints().classes()).containsExactly("tench", "goldfish");
        file("synset.txt", "synset a\nsynset b\n");
        assertThat(hints().classes()).containsExactly("synset a", "synset b");
        file("labels.txt", "\uFEFFlabel a\nlabel b\n\n");
        assertThat(hints().classes()).containsExactly("label a", "label b");
        file("config.json", "{\"id2label\": {\"0\": \"a\", \"1\": \"b\"}}");
        assertThat(hints().classes()).containsExactly("a", "b");
    }

    @Test
    void filesAboveTheDirectoryOnnxCount() throws Exception {
        Path onnx = Files.createDirectory(directory.resolve("onnx")).resolve("model_fp16.onnx");
        Files.move(directory.resolve("model.onnx"), onnx);
        file("labels.txt", "a\nb\n");
        assertThat(ForeignFiles.find(directory).onnx()).isEqualTo(onnx);
        assertThat(hints().classes()).containsExactly("a", "b");
        assertThat(ForeignFiles.find(onnx).hints(ForeignNetwork.read(onnx)).classes())
                .containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.onnx,b.onnx", ""})
    void theChoiceOfTheFileMustBeClear(String files) throws Exception {
        Path other = Files.createDirectory(directory.resolve("other"));
        for (String name : files.isEmpty() ? List.<String>of() : List.of(files.split(",", -1))) {
            Files.createFile(other.resolve(name));
        }
        assertThatThrownBy(() -> ForeignFiles.find(other))
                .hasMessageContaining(files.isEmpty() ? "contains no ONNX file" : "contains several ONNX files");
    }

    @Test
    void sizesThatAreNotPossibleAreReported() throws Exception {
        file("preprocessor_config.json", "{\"image_processor_type\": \"ViTImageProcessor\", \"size\": 0}");
        assertThatThrownBy(this::hints).hasMessageContaining("ask for what is not possible: image size is 0x0");
    }
}
