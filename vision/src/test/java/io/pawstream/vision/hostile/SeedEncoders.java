package io.pawstream.vision.hostile;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageOutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;

/** Encodes images with ImageIO and OpenCV, which together write the variants that cameras and tools produce. */
final class SeedEncoders {

    private SeedEncoders() {}

    static byte[] imageIo(RenderedImage image, String format) throws IOException {
        return imageIo(image, format, options -> {});
    }

    static byte[] imageIo(RenderedImage image, String format, Consumer<ImageWriteParam> options) throws IOException {
        return imageIo(new IIOImage(image, null, null), format, options);
    }

    static byte[] imageIo(Raster raster, String format) throws IOException {
        return imageIo(new IIOImage(raster, null, null), format, options -> {});
    }

    private static byte[] imageIo(IIOImage image, String format, Consumer<ImageWriteParam> options) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            ImageWriteParam param = writer.getDefaultWriteParam();
            options.accept(param);
            writer.write(null, image, param);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /** Encodes a GIF of several frames; a frame with a different palette than the first gets a local one. */
    static byte[] animatedGif(List<BufferedImage> frames) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.prepareWriteSequence(null);
            for (BufferedImage frame : frames) {
                IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(frame), null);
                writer.writeToSequence(new IIOImage(frame, null, metadata), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    static byte[] openCv(Mat image, String extension, int... options) throws IOException {
        try (image;
                BytePointer out = new BytePointer();
                IntPointer parameters = new IntPointer(options)) {
            if (!opencv_imgcodecs.imencode(extension, image, out, parameters)) {
                throw new IOException("OpenCV cannot write " + extension);
            }
            return bytes(out);
        }
    }

    static byte[] openCvAnimation(String extension, Mat... frames) throws IOException {
        try (MatVector images = new MatVector(frames);
                BytePointer out = new BytePointer()) {
            if (!opencv_imgcodecs.imencodemulti(extension, images, out)) {
                throw new IOException("OpenCV cannot write an animation as " + extension);
            }
            return bytes(out);
        }
    }

    /** Converts an image for OpenCV: 8 bits, blue, green, red and, if present, alpha. */
    static Mat mat(BufferedImage image) {
        int channels = image.getColorModel().hasAlpha() ? 4 : 3;
        byte[] pixels = new byte[image.getWidth() * image.getHeight() * channels];
        for (int i = 0; i < pixels.length; i++) {
            int pixel = i / channels;
            int argb = image.getRGB(pixel % image.getWidth(), pixel / image.getWidth());
            pixels[i] = (byte) (argb >> (i % channels * 8));
        }
        Mat mat = new Mat(image.getHeight(), image.getWidth(), opencv_core.CV_MAKETYPE(opencv_core.CV_8U, channels));
        mat.data().put(pixels);
        return mat;
    }

    private static byte[] bytes(BytePointer pointer) {
        byte[] bytes = new byte[Math.toIntExact(pointer.limit())];
        pointer.get(bytes);
        return bytes;
    }
}
