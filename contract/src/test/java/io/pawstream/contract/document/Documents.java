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

/** Reads the documents in {@code docs} that specify the formats of events and model cards. */
public final class Documents {

    private static final Path DOCS = Path.of(System.getProperty("pawstream.home", ".."), "docs");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new YAMLMapper();

    private Documents() {}

    /** Returns a document by its file name. */
    public static JsonNode read(String name) {
        try {
            return (name.endsWith(".yaml") ? YAML : JSON).readTree(Files.readString(DOCS.resolve(name)));
        } catch (IOException e) {
            throw new AssertionError("cannot read docs/" + name, e);
        }
    }

    /** Returns the violations of a JSON schema by a value; empty if the value is valid. */
    public static List<String> errors(JsonNode schema, JsonNode value) {
        // AsyncAPI extends draft 7; the keywords used here have the same meaning in 2020-12.
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }
}
