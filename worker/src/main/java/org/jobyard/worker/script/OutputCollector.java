package org.jobyard.worker.script;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jobyard.sdk.message.OutputFile;
import org.jobyard.sdk.store.ExecutionFolder;
import org.jobyard.sdk.store.OutputStore;
import org.jobyard.sdk.store.SafeName;
import org.jobyard.sdk.store.StoredFile;
import org.jobyard.worker.process.FileTrees;

/** Moves what a script has left in its output folder to the output store. Only regular files count; links are not followed. */
final class OutputCollector {
    /**
     * What came of it.
     *
     * @param files what is in the store
     * @param remarks what is not, and why, for the job's log
     * @param complete whether everything that should be there is
     */
    record Collected(List<OutputFile> files, List<String> remarks, boolean complete) {}

    private final OutputStore store;
    private final long mostBytes;
    private final long mostFiles;

    OutputCollector(OutputStore store, long mostBytes, long mostFiles) {
        this.store = store;
        this.mostBytes = mostBytes;
        this.mostFiles = mostFiles;
    }

    String location(ExecutionFolder folder) {
        return store.location(folder);
    }

    Collected collect(Path root, ExecutionFolder target) throws IOException {
        var visitor = new Visitor(root, target);
        FileTrees.walk(root, visitor);
        visitor.files.sort(Comparator.comparing(OutputFile::name));
        return new Collected(List.copyOf(visitor.files), visitor.remarks, visitor.complete);
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        private final Path root;
        private final ExecutionFolder target;
        private final List<OutputFile> files = new ArrayList<>();
        private final List<String> remarks = new ArrayList<>();
        private boolean complete = true;
        private long bytes;

        Visitor(Path root, ExecutionFolder target) {
            this.root = root;
            this.target = target;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            List<String> parts = StreamSupport.stream(root.relativize(file).spliterator(), false)
                    .map(Path::toString)
                    .toList();
            if (!attributes.isRegularFile()) {
                remarks.add("not kept, since it is no regular file: " + printable(parts));
                return FileVisitResult.CONTINUE;
            }
            if (files.size() >= mostFiles || bytes + attributes.size() > mostBytes) {
                remarks.add("not kept, since the outputs are more than " + mostFiles + " files or " + mostBytes
                        + " bytes: " + printable(parts) + " and what follows");
                complete = false;
                return FileVisitResult.TERMINATE;
            }
            take(file, parts);
            return FileVisitResult.CONTINUE;
        }

        private void take(Path file, List<String> parts) throws IOException {
            StoredFile stored;
            try {
                stored = StoredFile.output(target, SafeName.of(parts));
            } catch (IllegalArgumentException e) {
                remarks.add("not kept, since " + e.getMessage() + ": " + printable(parts));
                complete = false;
                return;
            }
            OutputFile taken = store.take(stored, file);
            bytes += taken.size();
            files.add(taken);
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            remarks.add("not kept, since it cannot be read: " + failure.getMessage());
            complete = false;
            return FileVisitResult.CONTINUE;
        }

        private static String printable(List<String> parts) {
            String name = String.join("/", parts).replaceAll("\\p{C}", "?");
            return name.length() > 200 ? name.substring(0, 200) + "..." : name;
        }
    }
}
