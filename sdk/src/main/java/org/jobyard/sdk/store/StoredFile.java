package org.jobyard.sdk.store;

import java.util.Objects;

/**
 * One file of an execution.
 *
 * @param folder the execution
 * @param path where it lies below the execution's folder, with {@code /} between parts; always a safe name
 */
public record StoredFile(ExecutionFolder folder, String path) {
    static final String OUTPUTS = "outputs";

    /** Refuses a path that could lead out of the folder. */
    public StoredFile {
        Objects.requireNonNull(folder, "folder");
        SafeName.check(path);
    }

    /**
     * A file that the execution left in its output folder.
     *
     * @throws IllegalArgumentException when the name is absolute, has an empty, {@code .} or {@code ..} part, control
     *     characters or a backslash, or is too long
     */
    public static StoredFile output(ExecutionFolder folder, String name) {
        SafeName.check(name);
        return new StoredFile(folder, OUTPUTS + "/" + name);
    }

    /**
     * The complete log of one stream.
     *
     * @param stream {@code stdout} or {@code stderr}
     */
    public static StoredFile log(ExecutionFolder folder, String stream) {
        if (!stream.equals("stdout") && !stream.equals("stderr")) {
            throw new IllegalArgumentException("no stream: " + stream);
        }
        return new StoredFile(folder, stream + ".log");
    }

    /** Its name as an output: relative to the output folder. */
    String outputName() {
        return path.startsWith(OUTPUTS + "/") ? path.substring(OUTPUTS.length() + 1) : path;
    }
}
