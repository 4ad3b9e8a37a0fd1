package io.pawstream.contract.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pawstream.contract.document.Documents;
import io.pawstream.contract.document.RecordSchema;
import java.util.List;
import org.junit.jupiter.api.Test;

class InstanceStatusTest {

    private static final JsonNode SCHEMA = Documents.read("instance.schema.json");
    private static final InstanceStatus STATUS = new InstanceStatus(
            "host:8080",
            "pawstream",
            3,
            4,
            "no model \"model9\"",
            List.of(
                    new InstanceStatus.Model("model3", "20261123.101500", "ab", 0.83, null),
                    new InstanceStatus.Model("model4", null, null, null, "it has no model.onnx")),
            40,
            39.5,
            0.5);

    @Test
    void thereAndBackAsTheSchemaSays() throws Exception {
        assertThat(InstanceStatus.fromJson(STATUS.toJson())).isEqualTo(STATUS);
        assertThat(Documents.errors(SCHEMA, new ObjectMapper().readTree(STATUS.toJson())))
                .isEmpty();
        assertThat(RecordSchema.differences(InstanceStatus.class, SCHEMA)).isEmpty();
    }

    @Test
    void whatIsNoStatusIsRefused() {
        assertThatThrownBy(() -> InstanceStatus.fromJson("{".getBytes(UTF_8)))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("not the status of an instance");
    }
}
