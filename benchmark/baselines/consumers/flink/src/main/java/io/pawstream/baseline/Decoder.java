package io.pawstream.baseline;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Decodes images with OpenCV, a JPEG at the smallest size that is large enough. */
final class Decoder {

    private final int width;
    private final int height;

    Decoder(int width, int height) {
        this.width = width;
        this.height = height;
        opencv_core.setNumThreads(1);
        ImageIO.setUseCache(false);
    }

    /** Returns the RGB pixels, stretched to the size of the model, or null if these bytes are not an image. */
    byte[] decode(byte[] encoded) {
        try (BytePointer bytes = new BytePointer(encoded);
                Mat buffer = new Mat(1, encoded.length, opencv_core.CV_8U, bytes);
                Mat image = opencv_imgcodecs.imdecode(buffer, flag(encoded));
                Mat resized = new Mat();
                Mat rgb = new Mat();
                Size size = new Size(width, height)) {
            if (image.empty()) {
                return null;
            }
            opencv_imgproc.resize(image, resized, size);
            opencv_imgproc.cvtColor(resized, rgb, opencv_imgproc.COLOR_BGR2RGB);
            byte[] pixels = new byte[width * height * 3];
            rgb.data().get(pixels);
            return pixels;
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private int flag(byte[] encoded) throws IOException {
        try (ImageInputStream stream = ImageIO.createImageInputStream(new ByteArrayInputStream(encoded))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                return opencv_imgcodecs.IMREAD_COLOR;
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                int scale = Math.min(reader.getWidth(0) / width, reader.getHeight(0) / height);
                return scale >= 8
                        ? opencv_imgcodecs.IMREAD_REDUCED_COLOR_8
                        : scale >= 4
                                ? opencv_imgcodecs.IMREAD_REDUCED_COLOR_4
                                : scale >= 2 ? opencv_imgcodecs.IMREAD_REDUCED_COLOR_2 : opencv_imgcodecs.IMREAD_COLOR;
            } finally {
                reader.dispose();
            }
        }
    }
}
