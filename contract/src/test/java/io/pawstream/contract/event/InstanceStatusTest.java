package io.pawstream.contract.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pawstream.contract.document.Documents;
import io.pawstream.contract.document.RecordSchema;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceStatusTest {

    private static final JsonNode SCHEMA = Documents.read("instance.schema.json");
    private static final InstanceStatus STATUS = new InstanceStatus(
            "host:8080",
            "pawstream",
            3,
            4,
            "model \"model9\" not found",
            List.of(
                    new InstanceStatus.Model("model3", "20261123.101500", "ab", 0.83, null),
                    new InstanceStatus.Model("model4", null, null, null, "model directory has no model.onnx")),
            40,
            39.5,
            0.5,
            12,
            500_000_000L,
            new InstanceStatus.Counts(
                    Map.of("cat", 3L, "dog", 4L),
                    Map.of("truncated", 1L),
                    Collections.nCopies(InstanceStatus.CONFIDENCE_BOUNDS.size(), 1L),
                    Collections.nCopies(InstanceStatus.LATENCY_BOUNDS.size() + 1, 2L),
                    5,
                    4,
                    2));

    @Test
    void aStatusIsReadBackUnchangedAndMatchesTheSchema() throws Exception {
        assertThat(InstanceStatus.fromJson(STATUS.toJson())).isEqualTo(STATUS);
        assertThat(Documents.errors(SCHEMA, new ObjectMapper().readTree(STATUS.toJson())))
                .isEmpty();
        assertThat(RecordSchema.differences(InstanceStatus.class, SCHEMA)).isEmpty();
    }

    @Test
    void aHistogramOfTheWrongLengthIsInvalid() {
        assertThatThrownBy(() -> new InstanceStatus.Counts(Map.of(), Map.of(), List.of(1L), List.of(), 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("confidence has 1 counts; it must have 20");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "",
                "null",
                "[]",
                "7",
                "{}",
                "{\"instance\":\"a\"}",
                "{\"instance\":\"a\",\"applicationId\":\"b\",\"models\":[null]}",
                "{\"instance\":\"a\",\"applicationId\":\"b\",\"models\":[{}]}",
                "{\"instance\":\"a\",\"applicationId\":\"b\",\"models\":[]}",
                "{\"instance\":\"a\",\"applicationId\":\"b\",\"models\":[],\"counts\":{}}",
                "{\"instance\":null,\"applicationId\":\"b\",\"models\":[],\"counts\":null}"
            })
    void otherJsonIsNotAStatus(String json) {
        assertThatThrownBy(() -> InstanceStatus.fromJson(json.getBytes(UTF_8)))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("not an instance status");
    }
}
