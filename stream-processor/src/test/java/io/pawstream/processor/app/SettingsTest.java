package io.pawstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks that the README of the module documents the settings. The Helm chart accepts those that it documents. */
class SettingsTest {

    private static final Path README =
            Path.of(System.getProperty("pawstream.home", "..")).resolve("stream-processor/README.md");

    /** Other programs of this project set these. */
    private static final List<String> INTERNAL = List.of(
            "pawstream.parent-pid",
            "pawstream.mode",
            "pawstream.replay.restart",
            "pawstream.replay.from",
            "pawstream.replay.to");

    @Test
    void theReadmeDocumentsEverySettingOfTheService() throws Exception {
        List<String> settings = new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.pawstream.processor")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .map(JavaClass::reflect)
                        .flatMap(type -> ConfigMappings.getProperties(ConfigClass.configClass(type)).keySet().stream())
                        // Elements of a list.
                        .filter(setting -> !setting.endsWith("[*]"))
                        .toList();
        List<String> documented = Pattern.compile("(?m)^\\| `(pawstream\\.[a-z.-]+)` \\|")
                .matcher(Files.readString(README))
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(settings).containsAll(INTERNAL);
        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(settings.stream()
                        .filter(setting -> !INTERNAL.contains(setting))
                        .toList());
    }
}
