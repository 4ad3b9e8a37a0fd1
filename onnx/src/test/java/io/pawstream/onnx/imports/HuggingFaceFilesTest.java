package io.pawstream.onnx.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelException;
import io.pawstream.model.Preprocessing.Filter;
import io.pawstream.model.Preprocessing.Resize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HuggingFaceFilesTest {

    @TempDir
    private Path directory;

    /** Reads a {@code preprocessor_config.json} with these entries, in which ' stands for ". */
    private Hints hints(String entries) throws Exception {
        Files.writeString(directory.resolve("preprocessor_config.json"), "{" + entries.replace('\'', '"') + "}");
        return HuggingFaceFiles.read(directory);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'image_processor_type': 'ViTImageProcessor', 'size': 224, 'resample': 2",
                "'image_processor_type': 'ViTImageProcessor', 'do_normalize': true, 'rescale_factor': 0.5",
                "'image_processor_type': 'ViTImageProcessor', 'do_normalize': true, 'image_std': [0.5, 0.5, 0.5]",
                "'image_processor_type': 'MobileViTImageProcessor', 'do_flip_channel_order': true"
            })
    void aScaleThatTheFileDoesNotStateIsNotGuessed(String entries) throws Exception {
        Hints hints = hints(entries);
        assertThat(hints.rescale()).isNull();
        assertThat(hints.mean()).isNull();
        assertThat(hints.std()).isNull();
    }

    @Test
    void pixelsAreOnlyRescaledWithoutNormalization() throws Exception {
        Hints hints = hints("'do_normalize': false, 'rescale_factor': 0.5, 'image_mean': [0.1, 0.2, 0.3]");
        assertThat(hints.rescale()).isEqualTo(0.5);
        assertThat(hints.mean()).containsExactly(0.0);
        assertThat(hints.std()).containsExactly(1.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'do_normalize': true, 'image_mean': [0.0, 0.25, 0.5], 'image_std': [0.5, 0.5, 0.5] | 1.0,1.25,1.5 | 0.5,0.5,0.5",
                "'do_normalize': false | 1.0 | 1.0",
                "'do_normalize': false, 'do_rescale': false | 0.0 | 1.0",
                "'do_rescale': false, 'image_mean': [0.0, 0.25, 0.5], 'image_std': [2.0, 2.0, 2.0] | 0.0,0.25,0.5 | 2.0,2.0,2.0"
            })
    void anOffsetOfRescaledPixelsIsPartOfTheMean(String entries, String mean, String std) throws Exception {
        Hints hints = hints("'image_processor_type': 'VivitImageProcessor', 'rescale_factor': 0.0078125,"
                + " 'rescale_offset': true, " + entries);
        assertThat(hints.rescale()).isEqualTo(entries.contains("do_rescale") ? 1 : 0.0078125);
        assertThat(hints.mean()).isEqualTo(numbers(mean));
        assertThat(hints.std()).isEqualTo(numbers(std));
    }

    private static List<Double> numbers(String text) {
        return Arrays.stream(text.split(",", -1)).map(Double::valueOf).toList();
    }

    @Test
    void theConfigurationOfTimmCountsWithoutAMean() throws Exception {
        Files.writeString(directory.resolve("config.json"), """
                {"architecture": "resnet18", "pretrained_cfg": {"mean": [0.1, 0.2, 0.3], "std": [0.4, 0.5, 0.6]}}""");
        Hints hints = hints("'image_processor_type': 'ViTImageProcessor', 'size': 224")
                .or(TimmFile.read(directory));
        assertThat(hints.rescale()).isEqualTo(1.0 / 255);
        assertThat(hints.mean()).containsExactly(0.1, 0.2, 0.3);
        assertThat(hints.std()).containsExactly(0.4, 0.5, 0.6);
    }

    @Test
    void theProcessorOfTimmHasTheConfigurationOfTimm() throws Exception {
        Hints hints = hints("'image_processor_type': 'TimmWrapperImageProcessor', 'pretrained_cfg': {}, 'data_config':"
                + " {'mean': [0.1, 0.2, 0.3], 'std': [0.4, 0.5, 0.6], 'input_size': [3, 224, 224],"
                + " 'interpolation': 'bicubic', 'crop_pct': 0.95, 'crop_mode': 'center'}");
        assertThat(hints.color()).isEqualTo(ColorOrder.RGB);
        assertThat(hints.rescale()).isEqualTo(1.0 / 255);
        assertThat(hints.mean()).containsExactly(0.1, 0.2, 0.3);
        assertThat(hints.std()).containsExactly(0.4, 0.5, 0.6);
        assertThat(hints.filter()).isEqualTo(Filter.BICUBIC);
        assertThat(hints.resize()).isEqualTo(Resize.shortestEdge(235));
        assertThat(hints.crop()).isEqualTo(new ImageSize(224, 224));
    }

    @Test
    void oneNumberCountsForAllChannels() throws Exception {
        Hints hints = hints("'do_normalize': true, 'image_mean': 0.5, 'image_std': [0.25]");
        assertThat(hints.mean()).containsExactly(0.5);
        assertThat(hints.std()).containsExactly(0.25);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'rescale_factor': 0 | rescale_factor 0; a number other than 0 is required",
                "'rescale_factor': 1e999 | rescale_factor",
                "'rescale_factor': '1/255' | rescale_factor '1/255'; a number other than 0 is required",
                "'image_mean': ['0.5', '0.5', '0.5'] | image_mean ['0.5','0.5','0.5']; 1 or 3 numbers are allowed",
                "'image_mean': 'half' | image_mean 'half'; 1 or 3 numbers are allowed",
                "'image_mean': [0.5, 0.5] | image_mean [0.5,0.5]; 1 or 3 numbers are allowed",
                "'image_std': [0.5, null, 0.5] | image_std [0.5,null,0.5]; 1 or 3 numbers are allowed",
                "'image_std': [0.5, 0, 0.5] | image_std [0.5,0,0.5]; numbers other than 0 are allowed",
                "'do_pad': true | do_pad true; only false is allowed",
                "'do_thumbnail': true | do_thumbnail true; only false is allowed"
            })
    void invalidValuesAreRefused(String entry, String message) {
        String key = entry.substring(0, entry.indexOf(':'));
        String rest = "'image_mean': 0.5, 'image_std': 0.5, ".replaceAll(key + ": 0.5, ", "");
        assertThatThrownBy(() -> hints(rest + entry))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(
                        directory.resolve("preprocessor_config.json") + " has " + message.replace('\'', '"'));
    }

    @Test
    void classesNeedNames() throws Exception {
        Files.writeString(directory.resolve("config.json"), "{\"id2label\": {\"0\": \"cat\", \"1\": null}}");
        assertThatThrownBy(() -> HuggingFaceFiles.read(directory))
                .hasMessageContaining("config.json: id2label has the name null for class 1; a text or a number");
    }

    @Test
    void timmMustNotDivideByZero() throws Exception {
        Files.writeString(directory.resolve("config.json"), """
                {"pretrained_cfg": {"mean": [0.1, 0.2, 0.3], "std": [0.4, 0.0, 0.6]}}""");
        assertThatThrownBy(() -> TimmFile.read(directory))
                .hasMessageContaining("config.json has std [0.4,0.0,0.6]; numbers other than 0 are allowed");
    }

    @ParameterizedTest
    @CsvSource({"0, nearest", "1, lanczos"})
    void otherFiltersAreNamed(int resample, String name) throws Exception {
        Hints hints = hints("'size': 224, 'resample': " + resample);
        assertThat(hints.filter()).isNull();
        assertThat(hints.otherFilter())
                .isEqualTo(directory.resolve("preprocessor_config.json") + " states " + name + " (resample " + resample
                        + "), which is not supported");
    }
}
