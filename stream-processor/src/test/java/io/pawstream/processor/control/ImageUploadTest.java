package io.pawstream.processor.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.processor.FakeClock;
import io.vertx.core.MultiMap;
import java.net.URLEncoder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageUploadTest {

    /** Contains what separates the parts of a form, and bytes that are not UTF-8. */
    private static final byte[] IMAGE = "\u00ff\u00d8\r\n--other\r\n\u0000=&%".getBytes(ISO_8859_1);

    private final ImageUpload uploads = new ImageUpload(new FakeClock());

    private ImageEvent read(byte[] body, String... namesAndValues) throws MalformedEventException {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return uploads.read(headers, body);
    }

    private static byte[] form(String... parts) {
        StringBuilder form = new StringBuilder();
        for (String part : parts) {
            form.append("--b1\r\nContent-Disposition: form-data; ").append(part).append("\r\n");
        }
        return form.append("--b1--\r\n").toString().getBytes(ISO_8859_1);
    }

    private static String file(String name) {
        return "name=\"image\"; filename=\"" + name + "\"\r\nContent-Type: image/jpeg\r\n\r\n"
                + new String(IMAGE, ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/x-www-form-urlencoded", "text/plain", "application/json", "application/octet-stream"
            })
    void anyOtherContentTypeIsAnImage(String contentType) throws Exception {
        ImageEvent event = read(IMAGE, "Content-Type", contentType, "X-File-Name", "cat.jpg");
        assertThat(event.data()).isEqualTo(IMAGE);
        assertThat(event.source()).isEqualTo("pawstream:page");
        assertThat(event.subject()).isEqualTo("cat.jpg");
        assertThat(event.contentType()).isNull();
        assertThat(event.id())
                .isNotEqualTo(read(IMAGE, "Content-Type", contentType).id());
    }

    @Test
    void keepsTheTypeOfAnImage() throws Exception {
        assertThat(read(IMAGE, "content-type", "image/webp").contentType()).isEqualTo("image/webp");
        assertThat(read(IMAGE).contentType()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data; boundary=b1", "Multipart/Form-Data;boundary=\"b1\""})
    void readsTheFileOfAForm(String contentType) throws Exception {
        ImageEvent event = read(
                form("name=\"text\"\r\n\r\nhello", file("Käthe 1.jpg").replace("ä", "\u00c3\u00a4")),
                "Content-Type",
                contentType);
        assertThat(event.data()).isEqualTo(IMAGE);
        assertThat(event.subject()).isEqualTo("Käthe 1.jpg");
        assertThat(event.contentType()).isEqualTo("image/jpeg");
    }

    @Test
    void aFormMustHaveOneFile() {
        assertThatThrownBy(() ->
                        read(form("name=\"text\"\r\n\r\nhello"), "Content-Type", "multipart/form-data; boundary=b1"))
                .isInstanceOf(MalformedEventException.class)
                .hasMessage("the form has 0 files; it must have one, as with curl -F image=@cat.jpg");
        assertThatThrownBy(() ->
                        read(form(file("a.jpg"), file("b.jpg")), "Content-Type", "multipart/form-data; boundary=b1"))
                .hasMessageStartingWith("the form has 2 files;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=b2",
                "multipart/mixed; boundary=b1"
            })
    void aMalformedFormIsMalformed(String contentType) {
        assertThatThrownBy(() -> read(Arrays.copyOf(form(file("a.jpg")), 60), "Content-Type", contentType))
                .isInstanceOf(MalformedEventException.class)
                .message()
                .containsAnyOf("not a valid form of the type multipart/form-data", "the form has 0 files");
    }

    @Test
    void readsAStructuredCloudEvent() throws Exception {
        String json =
                "{\"specversion\":\"1.0\",\"id\":\"i\",\"source\":\"camera:1\",\"type\":\"t\",\"model\":\"model1\","
                        + "\"data_base64\":\"AQID\"}";
        ImageEvent event = read(json.getBytes(UTF_8), "Content-Type", "application/cloudevents+json; charset=utf-8");
        assertThat(event.id()).isEqualTo("i");
        assertThat(event.source()).isEqualTo("camera:1");
        assertThat(event.model()).isEqualTo("model1");
        assertThat(event.data()).containsExactly(1, 2, 3);
    }

    @Test
    void readsABinaryCloudEvent() throws Exception {
        ImageEvent event = read(
                IMAGE,
                "CE-SpecVersion",
                "1.0",
                "ce-id",
                "i+1",
                "ce-source",
                "camera:1",
                "ce-type",
                "t",
                "ce-subject",
                "K%C3%A4the%201.jpg",
                "Content-Type",
                "image/jpeg");
        assertThat(event.id()).isEqualTo("i+1");
        assertThat(event.subject()).isEqualTo("Käthe 1.jpg");
        assertThat(event.contentType()).isEqualTo("image/jpeg");
        assertThat(event.data()).isEqualTo(IMAGE);
    }

    @Test
    void anInvalidCloudEventIsMalformed() {
        for (String contentType : new String[] {"application/cloudevents+json", "application/cloudevents-batch+json"}) {
            assertThatThrownBy(() -> read("[]".getBytes(UTF_8), "Content-Type", contentType))
                    .as(contentType)
                    .isInstanceOf(MalformedEventException.class)
                    .hasMessageStartingWith("not a valid CloudEvent: ");
        }
        assertThatThrownBy(() -> read(IMAGE, "ce-id", "1"))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageStartingWith("not a valid CloudEvent: ");
    }

    @Test
    void aCompressedBodyIsMalformed() throws Exception {
        assertThatThrownBy(() -> read(IMAGE, "Content-Encoding", "gzip"))
                .isInstanceOf(MalformedEventException.class)
                .hasMessage("Content-Encoding is \"gzip\"; send the body without compression");
        assertThat(read(IMAGE, "Content-Encoding", "identity").data()).isEqualTo(IMAGE);
    }

    @Test
    void anEmptyImageIsMalformed() {
        assertThatThrownBy(() -> read(new byte[0])).isInstanceOf(MalformedEventException.class);
        assertThatThrownBy(() -> read(
                        form("name=\"image\"; filename=\"a.jpg\"\r\n\r\n"),
                        "Content-Type",
                        "multipart/form-data; boundary=b1"))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("no image");
    }

    @Test
    void readsTheFileNameFromItsHeader() {
        assertThat(ImageUpload.fileName("cat.jpg")).isEqualTo("cat.jpg");
        assertThat(ImageUpload.fileName(URLEncoder.encode("Käthes Katze+1.jpg", UTF_8)))
                .isEqualTo("Käthes Katze+1.jpg");
        assertThat(ImageUpload.fileName("a".repeat(300))).hasSize(200);
    }

    @Test
    void anAbsentOrMalformedFileNameIsAbsent() {
        assertThat(ImageUpload.fileName(null)).isNull();
        assertThat(ImageUpload.fileName("")).isNull();
        assertThat(ImageUpload.fileName("%20")).isNull();
        assertThat(ImageUpload.fileName("%zz")).isNull();
    }
}
