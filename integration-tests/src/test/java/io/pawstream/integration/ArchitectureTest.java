package io.pawstream.integration;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The layering of modules, and of the rooms of stream-processor. It reads the built classes of every module. */
class ArchitectureTest {

    private static final String ROOT = "io.pawstream.";
    private static final String PROCESSOR = ROOT + "processor.";

    /** The module and its package below {@value #ROOT}. */
    private static final Map<String, String> PACKAGES = new TreeMap<>(Map.ofEntries(
            Map.entry("contract", "contract"),
            Map.entry("model-api", "model"),
            Map.entry("vision", "vision"),
            Map.entry("sources", "sources"),
            Map.entry("cli", "cli"),
            Map.entry("onnx", "onnx"),
            Map.entry("trainer", "trainer"),
            Map.entry("producer", "producer"),
            Map.entry("stream-processor", "processor"),
            Map.entry("testkit", "testkit"),
            Map.entry("quickstart", "quickstart"),
            Map.entry("benchmark", "benchmark")));

    /** The modules that a module may use. */
    private static final Map<String, Set<String>> MODULE_ARROWS = Map.ofEntries(
            Map.entry("contract", Set.of()),
            Map.entry("model-api", Set.of()),
            Map.entry("sources", Set.of()),
            Map.entry("cli", Set.of()),
            Map.entry("vision", Set.of("model-api")),
            Map.entry("onnx", Set.of("model-api", "vision", "sources", "cli")),
            Map.entry("trainer", Set.of("onnx", "model-api", "vision", "sources", "cli")),
            Map.entry("producer", Set.of("contract", "sources", "cli")),
            Map.entry("stream-processor", Set.of("contract", "model-api", "vision", "cli")),
            Map.entry("testkit", Set.of("producer", "contract", "sources")),
            Map.entry("quickstart", Set.of("testkit", "producer", "contract", "model-api", "sources", "cli")),
            Map.entry("benchmark", Set.of("testkit", "producer", "contract", "model-api", "vision", "sources", "cli")));

    /** The rooms that a room of stream-processor may use. */
    private static final Map<String, Set<String>> ROOM_ARROWS = Map.of(
            "fetch", Set.of(),
            "models", Set.of(),
            "pipeline", Set.of("models", "fetch"),
            "streams", Set.of("pipeline", "models"),
            "shadow", Set.of("pipeline", "models"),
            "observe", Set.of("pipeline", "models"),
            "control", Set.of("streams", "observe", "models"),
            "replay", Set.of("streams", "observe", "models"),
            "app", Set.of("fetch", "models", "pipeline", "streams", "shadow", "observe", "control", "replay"));

    private static final Map<String, JavaClasses> MODULES = new TreeMap<>();

    @BeforeAll
    static void read() {
        PACKAGES.keySet().forEach(module -> MODULES.put(module, read(module)));
    }

    private static JavaClasses read(String module) {
        Path classes = Pipeline.HOME.resolve(module).resolve("target").resolve("classes");
        JavaClasses read = new ClassFileImporter()
                .withImportOption(location -> !location.contains("jmh_generated"))
                // The stand-in that keeps Quarkus from loading RocksDB.
                .withImportOption(location -> !location.contains("org/rocksdb"))
                .importPath(classes);
        assertThat(read).as("classes of " + module + " in " + classes).isNotEmpty();
        return read;
    }

    private static Stream<String> modules() {
        return PACKAGES.keySet().stream();
    }

    private static Stream<String> rooms() {
        return ROOM_ARROWS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void noModuleHasAPackageCycle(String module) {
        slices().matching("io.pawstream.(**)").should().beFreeOfCycles().check(MODULES.get(module));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleUsesOnlyTheModulesOfTheDesign(String module) {
        String[] allowed = Stream.concat(Stream.of(module), MODULE_ARROWS.get(module).stream())
                .map(name -> ROOT + PACKAGES.get(name) + "..")
                .toArray(String[]::new);
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("io.pawstream..").and(not(resideInAnyPackage(allowed))))
                .check(MODULES.get(module));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void everyModuleKeepsToItsPackage(String module) {
        classes().should().resideInAPackage(ROOT + PACKAGES.get(module) + "..").check(MODULES.get(module));
    }

    /** NullAway checks null-marked packages only. */
    @ParameterizedTest
    @MethodSource("modules")
    void everyPackageIsNullMarked(String module) {
        JavaClasses all = MODULES.get(module);
        Set<String> marked = all.stream()
                .filter(type -> type.getSimpleName().equals("package-info"))
                .filter(type -> type.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                .map(type -> type.getPackageName())
                .collect(Collectors.toSet());
        assertThat(all.stream().map(type -> type.getPackageName()).collect(Collectors.toSet()))
                .isEqualTo(marked);
    }

    @Test
    void everyRoomIsInTheDesign() {
        assertThat(MODULES.get("stream-processor").stream()
                        .map(type -> type.getPackageName())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(
                        rooms().map(room -> PROCESSOR + room).toList());
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomUsesOnlyTheRoomsOfTheDesign(String room) {
        String[] allowed = Stream.concat(Stream.of(room), ROOM_ARROWS.get(room).stream())
                .map(name -> PROCESSOR + name)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(PROCESSOR + room)
                .should()
                .dependOnClassesThat(resideInAPackage(PROCESSOR + ".").and(not(resideInAnyPackage(allowed))))
                .check(MODULES.get("stream-processor"));
    }

    @Test
    void pipelineModelsAndObserveArePlainJava() {
        noClasses()
                .that()
                .resideInAnyPackage(PROCESSOR + "pipeline", PROCESSOR + "models", PROCESSOR + "observe")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "io.vertx..", "jakarta..", "io.quarkus..")
                .check(MODULES.get("stream-processor"));
    }

    @Test
    void onlyAppAndControlUseCdi() {
        noClasses()
                .that()
                .resideOutsideOfPackages(PROCESSOR + "app", PROCESSOR + "control")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.enterprise..", "jakarta.inject..", "io.quarkus..")
                .check(MODULES.get("stream-processor"));
    }

    @Test
    void onlyStreamsAndTheWiringUseKafkaStreams() {
        noClasses()
                .that()
                .resideOutsideOfPackages(PROCESSOR + "streams", PROCESSOR + "app")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.streams..")
                .check(MODULES.get("stream-processor"));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void noQuarkusAndNoKafkaStreamsOutsideStreamProcessor(String module) {
        if (!module.equals("stream-processor")) {
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.quarkus..", "org.apache.kafka.streams..", "io.smallrye..")
                    .check(MODULES.get(module));
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void trainingNeedsNoKafka(String module) {
        if (Set.of("model-api", "vision", "sources", "cli", "onnx", "trainer").contains(module)) {
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.kafka..", "io.cloudevents..")
                    .check(MODULES.get(module));
        }
    }

    @Test
    void onlyTheTrainerUsesPyTorch() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl.pytorch..")
                .check(MODULES.get("onnx"));
    }

    /** These operations free the memory of the number before PyTorch reads it for the gradient. */
    @ParameterizedTest
    @ValueSource(strings = {"mul", "div", "mod", "pow", "maximum", "minimum", "muli", "divi", "modi", "powi"})
    void gradientsDoNotUseOperationsWithNumbers(String operation) {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.(Rescaling|Scaling|TrainableNetwork|WeightAverage)")
                .should()
                .callMethod("ai.djl.ndarray.NDArray", operation, Number.class.getName())
                .because("only pixels and copies of weights have no gradient")
                .check(MODULES.get("trainer"));
    }

    @Test
    void noConstructorHasMoreThanSixParameters() {
        constructors()
                .should(new ArchCondition<>("have at most 6 parameters") {
                    @Override
                    public void check(JavaConstructor constructor, ConditionEvents events) {
                        int parameters = constructor.getRawParameterTypes().size();
                        events.add(new SimpleConditionEvent(
                                constructor, parameters <= 6, constructor.getFullName() + " has " + parameters));
                    }
                })
                .check(MODULES.get("stream-processor"));
    }
}
