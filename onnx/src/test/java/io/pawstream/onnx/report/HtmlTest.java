package io.pawstream.onnx.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class HtmlTest {

    @Test
    void specialCharactersAreEscaped() {
        assertThat(Html.escape("<a href=\"x\">Tom & 'Spike'</a> &lt;"))
                .isEqualTo("&lt;a href=&quot;x&quot;&gt;Tom &amp; &#39;Spike&#39;&lt;/a&gt; &amp;lt;");
    }

    @Test
    void anImageCarriesItsBytes() throws IOException {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(2, 1, 0x123456);
        String element = Html.image(image, "png", "a \"dot\"");
        assertThat(element)
                .startsWith("<img src=\"data:image/png;base64,")
                .endsWith("\" width=\"3\" height=\"2\" alt=\"a &quot;dot&quot;\">");
        String base64 = element.substring(element.indexOf(',') + 1, element.indexOf("\" width"));
        BufferedImage read =
                ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
        assertThat(read.getRGB(2, 1) & 0xFFFFFF).isEqualTo(0x123456);
    }
}
