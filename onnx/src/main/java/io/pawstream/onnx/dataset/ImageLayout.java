package io.pawstream.onnx.dataset;

import io.pawstream.sources.DrawnSource;
import io.pawstream.sources.ImageSource;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the images of a source become a training: which classes there are, and how images are divided into splits. */
public sealed interface ImageLayout permits ExerciseLayout, FolderLayout {

    /**
     * Finds the layout of a source from the names of its files.
     *
     * @param source the images
     * @return the layout of the exercise for its archive and for drawn images, otherwise that of the folders
     * @throws IOException if the folders are not those of at least two classes; the message states what to do
     */
    static ImageLayout of(ImageSource source) throws IOException {
        if (source instanceof DrawnSource drawn) {
            return new ExerciseLayout(drawn.classes());
        }
        FolderLayout folders = FolderLayout.of(source);
        return folders.isExercise() ? new ExerciseLayout(List.of("cat", "dog")) : folders;
    }

    /** {@return the names of the classes, in the order of their labels} */
    List<String> classes();

    /** {@return which files are used if nothing else is requested} */
    FileFilter filter();

    /**
     * Returns the same source with the labels of this layout.
     *
     * @param source the images
     * @return the same images in the same order; closing it closes the source
     */
    ImageSource labeled(ImageSource source);

    /**
     * Computes the sizes of the splits.
     *
     * @param samples the usable images
     * @param train requested size of the training split, absent for the default
     * @param validation requested size of the validation split, absent for the default
     * @param test requested size of the test split, absent for the default
     * @return the sizes
     * @throws IllegalArgumentException if there are too few images, or a requested size is below 1
     */
    SplitSizes sizes(
            List<Sample> samples, @Nullable Integer train, @Nullable Integer validation, @Nullable Integer test);

    /**
     * Divides images. Images of the same content are in the same split, unless their folders are splits.
     *
     * @param samples the usable images
     * @param sizes sizes of the splits
     * @param seed seed of the choice
     * @return the splits
     * @throws IllegalArgumentException if there are too few images
     */
    Splits split(List<Sample> samples, SplitSizes sizes, long seed);
}
