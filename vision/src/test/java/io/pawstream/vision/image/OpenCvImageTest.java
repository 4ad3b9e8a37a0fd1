package io.pawstream.vision.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;

/** A failed allocation is not a property of the image. */
class OpenCvImageTest {

    /** More than any machine has. */
    private static final long TOO_MUCH = 1L << 60;

    private static final int FLAGS = opencv_imgcodecs.IMREAD_COLOR;

    @Test
    void anImageThatFailsWhileMemoryIsShortIsNotDamaged() throws IOException {
        byte[] damaged = TestImages.flag(100, 100, "jpg");
        Arrays.fill(damaged, 2, 100, (byte) 0);
        assertThat(OpenCvImage.decode(damaged, FLAGS, 1000))
                .as("enough memory, so it is damaged")
                .isNull();
        DecoderMemoryError error =
                catchThrowableOfType(DecoderMemoryError.class, () -> OpenCvImage.decode(damaged, FLAGS, TOO_MUCH));
        assertThat(error).hasMessageContaining("up to " + TOO_MUCH + " bytes");
    }

    @Test
    void recognizesTheExceptionOfOpenCv() {
        RuntimeException failure = catchThrowableOfType(
                RuntimeException.class, () -> new Mat(1_000_000, 1_000_000, opencv_core.CV_8UC4).close());
        assertThat(OpenCvImage.isMemory(failure)).as(failure.getMessage()).isTrue();
        assertThat(OpenCvImage.isMemory(new RuntimeException("(-215:Assertion failed)")))
                .isFalse();
    }

    @Test
    void aFailedAllocationOfAnyKindIsAnErrorAndNotAResult() throws Exception {
        ImageSize size = new ImageSize(150, 150);
        ByteBuffer target = ByteBuffer.allocateDirect(size.bytes());
        for (Throwable cause : List.of(
                new OutOfMemoryError("Native allocator returned address == 0"),
                new RuntimeException("(-4:Insufficient memory) Failed to allocate 9 bytes"),
                new RuntimeException("std::bad_alloc"))) {
            Preprocessing stretched = Preprocessing.stretched(size);
            OpenedImage image = new OpenedImage(
                    size, Preparation.of(new FailingImage(cause), stretched, Resampler.of(stretched), 100_000));
            assertThat(catchThrowableOfType(DecoderMemoryError.class, () -> image.decode(target)))
                    .hasCause(cause)
                    .hasMessageContaining("12345 bytes");
            assertThat(target.position()).isZero();
        }
    }

    /** An image whose decoder fails. */
    private record FailingImage(Throwable cause) implements EncodedImage {

        @Override
        public int width() {
            return 10;
        }

        @Override
        public int height() {
            return 10;
        }

        @Override
        public long work() {
            return 1;
        }

        @Override
        public long memoryBytes(int leastSide) {
            return 12_345;
        }

        @Override
        public Mat decode(int leastSide) {
            if (cause instanceof OutOfMemoryError error) {
                throw error;
            }
            throw (RuntimeException) cause;
        }
    }
}
