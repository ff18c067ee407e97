package org.jobyard.sdk.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;
import org.jobyard.sdk.message.OutputFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderOutputStoreTest {
    private static final String HELLO_SHA256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @TempDir
    Path temp;

    private final ExecutionFolder folder = new ExecutionFolder("default", UUID.randomUUID(), UUID.randomUUID());
    private Path root;
    private FolderOutputStore store;

    @BeforeEach
    void open() throws IOException {
        root = temp.resolve("store");
        store = new FolderOutputStore(root, Optional.empty());
    }

    @Test
    void keepsWhatIsWrittenInItsLayout() throws IOException {
        var written = store.write(StoredFile.output(folder, "a/b.txt"), stream("hello"));
        store.write(StoredFile.log(folder, "stdout"), stream("log"));

        assertThat(written).isEqualTo(new OutputFile("a/b.txt", 5, HELLO_SHA256));
        assertThat(store.outputs(folder)).containsExactly(written);
        Path place = root.resolve("default/" + folder.job() + "/" + folder.execution());
        assertThat(store.location(folder)).isEqualTo(place.toString());
        assertThat(place.resolve("outputs/a/b.txt")).hasContent("hello");
        assertThat(place.resolve("stdout.log")).hasContent("log");
        assertThat(place).isDirectoryNotContaining(path -> path.toString().endsWith(".partial"));
    }

    @Test
    void theGroupCanReadWhateverTheUmask() throws IOException {
        store.write(StoredFile.output(folder, "a/b.txt"), stream("hello"));

        Path file = Path.of(store.location(folder), "outputs/a/b.txt");
        assertThat(permissions(file)).isEqualTo("rw-r-----");
        for (Path path = file.getParent(); !path.equals(temp); path = path.getParent()) {
            assertThat(permissions(path)).isEqualTo("rwxr-x---");
        }
    }

    @Test
    void anUnknownGroupIsNamed() {
        assertThatIOException()
                .isThrownBy(() -> new FolderOutputStore(root, Optional.of("no-such-group")))
                .withMessageContaining("no-such-group");
    }

    @Test
    void writingAgainReplaces() throws IOException {
        var file = StoredFile.log(folder, "stderr");
        store.write(file, stream("one, longer"));
        store.write(file, stream("two"));

        assertThat(read(file, 0, 100)).isEqualTo("two");
    }

    @Test
    void takesFilesOver() throws IOException {
        Path source = Files.writeString(temp.resolve("x"), "hello");

        var taken = store.take(StoredFile.output(folder, "x"), source);

        assertThat(taken).isEqualTo(new OutputFile("x", 5, HELLO_SHA256));
        assertThat(source).doesNotExist();
        assertThat(read(StoredFile.output(folder, "x"), 0, 100)).isEqualTo("hello");
    }

    @Test
    void copiesAFileThatHasASecondName() throws IOException {
        Path source = Files.writeString(temp.resolve("x"), "hello");
        Path second = Files.createLink(temp.resolve("y"), source);

        store.take(StoredFile.output(folder, "x"), source);
        Files.writeString(second, "changed");

        assertThat(read(StoredFile.output(folder, "x"), 0, 100)).isEqualTo("hello");
    }

    @Test
    void readsRanges() throws IOException {
        var file = StoredFile.output(folder, "digits");
        store.write(file, stream("0123456789"));

        assertThat(read(file, 3, 4)).isEqualTo("3456");
        assertThat(read(file, 8, 100)).isEqualTo("89");
        assertThat(read(file, 10, 1)).isEmpty();
        assertThat(read(file, 99, 1)).isEmpty();
        assertThat(store.size(file)).isEqualTo(10);
    }

    @Test
    void deletesWhatAJobLeftAndNothingThatALinkLeadsTo() throws IOException {
        store.write(StoredFile.output(folder, "a/b.txt"), stream("hello"));
        var other = new ExecutionFolder("default", UUID.randomUUID(), UUID.randomUUID());
        store.write(StoredFile.output(other, "kept"), stream("kept"));
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("kept"), "kept");
        Files.createSymbolicLink(Path.of(store.location(folder)).resolve("link"), outside);

        store.delete("default", folder.job());
        store.delete("default", folder.job());

        assertThat(root.resolve("default"))
                .isDirectoryNotContaining(path -> path.endsWith(folder.job().toString()));
        assertThat(store.outputs(other)).hasSize(1);
        assertThat(outside.resolve("kept")).exists();
    }

    @Test
    void doesNotFollowLinks() throws IOException {
        Path secret = Files.createDirectory(temp.resolve("secret"));
        Files.writeString(secret.resolve("key"), "secret");
        store.write(StoredFile.output(folder, "real"), stream("x"));
        Path outputs = Path.of(store.location(folder), "outputs");
        Files.createSymbolicLink(outputs.resolve("link"), secret.resolve("key"));
        Files.createSymbolicLink(outputs.resolve("folder"), secret);

        for (String name : new String[] {"link", "folder/key", "folder", "missing"}) {
            assertThatExceptionOfType(NoSuchFileException.class)
                    .as(name)
                    .isThrownBy(() -> store.open(StoredFile.output(folder, name), 0, 100));
        }
        assertThat(store.outputs(folder)).extracting(OutputFile::name).containsExactly("real");
        assertThatIOException().isThrownBy(() -> store.write(StoredFile.output(folder, "folder/key"), stream("evil")));
        assertThat(secret.resolve("key")).hasContent("secret");
        assertThatIOException()
                .isThrownBy(() -> store.take(StoredFile.output(folder, "taken"), outputs.resolve("link")));
    }

    @Test
    void anExecutionWithoutOutputsHasNone() throws IOException {
        assertThat(store.outputs(folder)).isEmpty();
    }

    private String read(StoredFile file, long offset, long length) throws IOException {
        try (InputStream in = store.open(file, offset, length)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
