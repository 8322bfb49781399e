package io.drover.engine.format;

import io.drover.engine.directory.SourceFile;
import java.util.List;

/** How one tool lays its migrations out. Stateless. */
interface Layout {

    /** True when files of sub-folders count, too; their names are then paths with slashes. */
    default boolean isRecursive() {
        return false;
    }

    /** True for a file that this layout wants to see; all others are no part of the directory. */
    default boolean reads(String name) {
        return name.endsWith(".sql");
    }

    /**
     * The migrations in the order in which the tool applies them.
     *
     * @param files those that {@link #reads} chose, by name
     * @param faults takes everything that is wrong; a file with a fault may be left out
     */
    List<Draft> drafts(List<SourceFile> files, Faults faults);
}
