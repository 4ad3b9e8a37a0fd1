package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.pawstream.producer.broker.TopicPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;
import org.junit.jupiter.api.Test;

/** Checks the Helm chart against the processor. The manifests in {@code deploy/kubernetes} are rendered from the chart. */
class ChartTest {

    private static final Path DEPLOY = Pipeline.HOME.resolve("deploy");

    @Test
    void theSchemaHasAllDocumentedSettingsOfTheProcessorAndNoOthers() throws Exception {
        JsonNode schema = new ObjectMapper()
                .readTree(DEPLOY.resolve("helm/pawstream/values.schema.json").toFile());
        String readme = Files.readString(Pipeline.HOME.resolve("stream-processor/README.md"));
        String settings = readme.substring(readme.indexOf("## Settings"), readme.indexOf("## GPU"));

        List<String> names = find(settings, "(?m)^\\| `([a-z.-]+)` \\|")
                .map(match -> match.group(1))
                .toList();
        assertThat(schema.at("/properties/settings/properties").fieldNames())
                .toIterable()
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void theKafkaTopicsAreThoseThatTheTopicsCommandCreates() throws Exception {
        List<NewTopic> topics = documents("components/strimzi/resources.yaml", "KafkaTopic")
                .map(ChartTest::topic)
                .toList();
        assertThat(topics).containsExactlyElementsOf(TopicPlan.DEFAULT.topics());
    }

    private static NewTopic topic(JsonNode resource) {
        JsonNode spec = resource.get("spec");
        Map<String, String> configs = new HashMap<>();
        spec.get("config")
                .properties()
                .forEach(
                        config -> configs.put(config.getKey(), config.getValue().asText()));
        return new NewTopic(
                        resource.at("/metadata/name").asText(),
                        Optional.of(spec.get("partitions").asInt()),
                        Optional.ofNullable(spec.get("replicas")).map(replicas -> (short) replicas.asInt()))
                .configs(configs);
    }

    @Test
    void theInitContainerCreatesTopicsOfTheDefaultSizes() throws Exception {
        JsonNode arguments = documents("processor.yaml", "Deployment")
                .findFirst()
                .orElseThrow()
                .at("/spec/template/spec/initContainers/0/args");
        assertThat(arguments)
                .extracting(JsonNode::asText)
                .containsSubsequence(
                        "--partitions", Integer.toString(TopicPlan.DEFAULT.partitions()),
                        "--max-image-bytes", Integer.toString(TopicPlan.DEFAULT.maxImageBytes()));
    }

    @Test
    void theKafkaUserHasExactlyTheDocumentedPermissionsOfTheProcessor() throws Exception {
        Set<AclBinding> documented = new HashSet<>(SecurityDocument.read().permissions());
        documented.removeIf(permission -> !permission.entry().principal().equals("User:processor"));

        List<AclBinding> permissions = find(
                        rendered("strimzi"),
                        "resource: \\{type: (\\w+), name: (\\S+), patternType: (\\w+)}\\s+operations: \\[(.+)]")
                .flatMap(ChartTest::permissions)
                .toList();
        assertThat(permissions).isNotEmpty().containsExactlyInAnyOrderElementsOf(documented);
    }

    private static Stream<AclBinding> permissions(MatchResult acl) {
        ResourceType type = ResourceType.fromString(acl.group(1).replaceAll("(?=[A-Z])", "_"));
        PatternType pattern = acl.group(3).equals("prefix") ? PatternType.PREFIXED : PatternType.LITERAL;
        return Arrays.stream(acl.group(4).split(", "))
                .map(operation -> new AclBinding(
                        new ResourcePattern(type, acl.group(2), pattern),
                        new AccessControlEntry(
                                "User:processor",
                                "*",
                                SecurityUtils.operation(operation.toUpperCase(Locale.ROOT)),
                                AclPermissionType.ALLOW)));
    }

    @Test
    void thePrometheusRuleHasTheTestedAlerts() throws Exception {
        assertThat(rendered("prometheus"))
                .contains(Files.readString(DEPLOY.resolve("prometheus/alerts.yml"))
                        .strip()
                        .replaceAll("\n", "\n  ")
                        .replaceAll("(?m)^ +$", "  "));
    }

    /** Returns the resources of a kind in a rendered file. */
    private static Stream<JsonNode> documents(String file, String kind) throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        try (MappingIterator<JsonNode> documents = yaml.readerFor(JsonNode.class)
                .readValues(DEPLOY.resolve("kubernetes").resolve(file).toFile())) {
            return documents.readAll().stream()
                    .filter(document -> kind.equals(document.path("kind").asText()));
        }
    }

    private static String rendered(String component) throws IOException {
        return Files.readString(DEPLOY.resolve("kubernetes/components/" + component + "/resources.yaml"));
    }

    private static Stream<MatchResult> find(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results();
    }
}
