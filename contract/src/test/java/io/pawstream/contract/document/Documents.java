package io.pawstream.contract.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The documents in {@code docs} that describe what this module writes and reads. */
public final class Documents {

    private static final Path DOCS = Path.of(System.getProperty("pawstream.home", ".."), "docs");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new YAMLMapper();

    private Documents() {}

    /** A document by its file name. */
    public static JsonNode read(String name) {
        try {
            return (name.endsWith(".yaml") ? YAML : JSON).readTree(Files.readString(DOCS.resolve(name)));
        } catch (IOException e) {
            throw new AssertionError("cannot read docs/" + name, e);
        }
    }

    /** What makes a value differ from a JSON schema; empty if nothing does. */
    public static List<String> errors(JsonNode schema, JsonNode value) {
        // AsyncAPI's schemas build on draft 7; what they use here means the same in the newer one.
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }
}
