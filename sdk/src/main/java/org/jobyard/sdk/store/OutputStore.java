package org.jobyard.sdk.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jobyard.sdk.message.OutputFile;

/**
 * Keeps complete logs and output files. What a method has written is durable when it returns, and nobody sees a file
 * that is half there. Writing the same file again replaces it, so every call may be repeated. Takes no part in
 * transactions. Safe for use by several threads and processes.
 */
public interface OutputStore {
    /**
     * Writes a file from a stream, which is read to its end and not closed.
     *
     * @return its output name, size and digest
     */
    OutputFile write(StoredFile file, InputStream content) throws IOException;

    /**
     * Takes a file over: afterwards it is in the store and no longer at its source.
     *
     * @param source a regular file that nobody writes any more
     * @return its output name, size and digest
     */
    OutputFile take(StoredFile file, Path source) throws IOException;

    /**
     * The outputs (not the logs) of an execution, by name; empty when it left none. Reads every file for its digest: the
     * job's record has the same list for less.
     */
    List<OutputFile> outputs(ExecutionFolder folder) throws IOException;

    /**
     * Length of a file in bytes.
     *
     * @throws java.nio.file.NoSuchFileException when the store has no such file
     */
    long size(StoredFile file) throws IOException;

    /**
     * Opens a part of a file; the caller closes it.
     *
     * @param offset first byte; at or beyond the end: nothing is read
     * @param length at most so many bytes
     * @throws java.nio.file.NoSuchFileException when the store has no such file
     */
    InputStream open(StoredFile file, long offset, long length) throws IOException;

    /** Where people find the execution's files, such as the path of a folder. It need not exist yet. */
    String location(ExecutionFolder folder);

    /**
     * Deletes all that executions of a job left; nothing happens when there is nothing.
     *
     * @param tenant the job's tenant
     * @throws IOException when something of it could not be deleted; the rest may be gone
     */
    void delete(String tenant, UUID job) throws IOException;
}
