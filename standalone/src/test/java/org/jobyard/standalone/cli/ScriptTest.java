package org.jobyard.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the script {@code ./jobyard} says of a machine without the right Java. */
class ScriptTest {
    private static final Path SCRIPT = Path.of("..", "jobyard").toAbsolutePath().normalize();

    @TempDir
    Path javaHome;

    @Test
    void saysThatJavaIsTooOld() throws Exception {
        Path java = javaHome.resolve("bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/bin/sh\necho '    java.specification.version = 11' >&2\n", StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));

        assertOneLine(run(), "jobyard: Java 11 is too old: " + java + ". Set JAVA_HOME to a JDK 17 or later.");
    }

    @Test
    void saysThatJavaHomeHoldsNoJava() throws Exception {
        assertOneLine(
                run(),
                "jobyard: JAVA_HOME is " + javaHome + ", but there is no bin/java in it. Set it to a JDK 17 or later.");
    }

    private Process run() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString(), "status").redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", javaHome.toString());
        return builder.start();
    }

    private static void assertOneLine(Process process, String line) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(output).isEqualTo(line + "\n");
        assertThat(process.waitFor()).isEqualTo(1);
    }
}
