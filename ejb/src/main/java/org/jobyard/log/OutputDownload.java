package org.jobyard.log;

import java.io.IOException;
import java.io.InputStream;

/**
 * An output file, open for reading.
 *
 * @param name path relative to the output folder
 * @param size length in bytes
 * @param content its bytes; closed with this
 */
public record OutputDownload(String name, long size, InputStream content) implements AutoCloseable {
    @Override
    public void close() throws IOException {
        content.close();
    }
}
