package io.drover.registry.directory;

import io.drover.contracts.DirectoryPushed.PushContext;
import java.util.List;

/**
 * A push as JSON.
 *
 * @param files the migrations in any order
 * @param sum text of {@code atlas.sum}, checked when given; that of the files in Atlas's layout
 * @param format layout of the files
 */
record PushBody(
        List<PushedFile> files,
        String sum,
        String format,
        List<String> tags,
        boolean allowRewrite,
        boolean allowOutOfOrder,
        PushContext context) {

    record PushedFile(String name, String content) {}

    PushOptions options() {
        return new PushOptions(format, tags, allowRewrite, allowOutOfOrder, context);
    }
}
