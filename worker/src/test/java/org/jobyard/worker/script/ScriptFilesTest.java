package org.jobyard.worker.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.sdk.message.OutputFile;
import org.jobyard.sdk.message.Result;
import org.junit.jupiter.api.Test;

/** What becomes of the files that a script leaves. */
class ScriptFilesTest extends RunningScriptWorker {
    @Test
    void filesAreKeptWithSizeAndDigest() throws Exception {
        UUID id = submit("cd $JOBYARD_OUTPUT; mkdir -p a/b; printf hello > a/b/c.txt; head -c 100000 /dev/urandom > r");

        Result result = server.result(id);
        assertThat(result.outputs()).extracting(OutputFile::name).containsExactly("a/b/c.txt", "r");
        assertThat(result.outputs()).extracting(OutputFile::size).containsExactly(5L, 100_000L);
        for (OutputFile file : result.outputs()) {
            byte[] content = Files.readAllBytes(Path.of(result.location(), "outputs", file.name()));
            assertThat(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content)))
                    .isEqualTo(file.sha256());
        }
        await().atMost(SOON).until(() -> runFolders() == 0);
    }

    @Test
    void hostileFilesNeitherEscapeNorHarm() throws Exception {
        Path secret = Files.writeString(temp.resolve("secret"), "secret");
        UUID id = submit("cd $JOBYARD_OUTPUT; ln -s " + secret + " link; ln -s /etc folder; mkfifo pipe; ln -s .. up;"
                + " printf x > \"$(printf 'new\\nline')\"; printf x > 'back\\slash'; printf x > \"$(printf 'bad\\377utf')\";"
                + " mkdir closed; printf x > closed/in; chmod 0 closed; printf x > ok");

        Result result = server.result(id);
        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.outputs())
                .extracting(OutputFile::name)
                .contains("new%0Aline", "back%5Cslash", "closed/in", "ok");
        assertThat(result.outputs()).hasSize(5);
        assertThat(stderr(id)).contains("no regular file: link").contains("no regular file: pipe");
        assertThat(secret).hasContent("secret");
        try (Stream<Path> stored = Files.walk(Path.of(result.location()))) {
            assertThat(stored).noneMatch(Files::isSymbolicLink);
        }
        await().atMost(SOON).until(() -> runFolders() == 0);
    }

    @Test
    void tooManyFilesAreAFailureThatSaysSo() {
        UUID id = submit("cd $JOBYARD_OUTPUT; for i in $(seq 30); do echo $i > $i; done");

        Result result = server.result(id);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.error().code()).isEqualTo("OUTPUT_INCOMPLETE");
        assertThat(result.outputs()).hasSize(20);
    }

    @Test
    void aFullStoreIsAFailureWithItsReason() throws Exception {
        UUID id = submit("echo x > $JOBYARD_OUTPUT/x; touch " + temp.resolve("store/default"));

        Result result = server.result(id);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.exitCode()).isZero();
        assertThat(result.error().code()).isEqualTo("OUTPUT_NOT_KEPT");
    }
}
