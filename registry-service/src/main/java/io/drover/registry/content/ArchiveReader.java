package io.drover.registry.content;

import io.drover.registry.content.ContentStore.Place;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Enumeration;
import java.util.NoSuchElementException;

/**
 * Hands out stored bytes a slice at a time, so that many agents can fetch large directories at once: each holds one slice
 * in memory and a database connection only while it reads it. Thread-safe; the streams are not.
 */
@ApplicationScoped
public class ArchiveReader {
    private static final int SLICE = 1 << 20;

    private final ContentStore contents;

    ArchiveReader(ContentStore contents) {
        this.contents = contents;
    }

    /** The bytes at a place. */
    public InputStream open(Place place) {
        return new SequenceInputStream(new Slices(contents, place));
    }

    private static final class Slices implements Enumeration<InputStream> {
        private final ContentStore contents;
        private final Place place;
        private int read;

        Slices(ContentStore contents, Place place) {
            this.contents = contents;
            this.place = place;
        }

        @Override
        public boolean hasMoreElements() {
            return read < place.bytes();
        }

        @Override
        public InputStream nextElement() {
            if (!hasMoreElements()) {
                throw new NoSuchElementException();
            }
            int bytes = Math.min(SLICE, place.bytes() - read);
            byte[] slice = contents.slice(place.digest(), place.start() + read, bytes);
            read += bytes;
            return new ByteArrayInputStream(slice);
        }
    }
}
