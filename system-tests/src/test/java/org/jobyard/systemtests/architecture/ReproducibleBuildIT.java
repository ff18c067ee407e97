package org.jobyard.systemtests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jobyard.systemtests.Folders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same sources give the same bytes, wherever they are built. */
@Tag("long")
class ReproducibleBuildIT {
    private static final Path FOLDER = Path.of("target", "reproducible").toAbsolutePath();
    private static final List<String> ARCHIVES = List.of(".jar", ".war", ".rar", ".ear", ".zip");

    @Test
    void twoBuildsGiveTheSameArchives() throws Exception {
        Folders.delete(FOLDER);
        SortedMap<String, String> first = build(FOLDER.resolve("one"));
        SortedMap<String, String> second = build(FOLDER.resolve("another/place"));
        assertThat(first).isNotEmpty().isEqualTo(second);
    }

    private static SortedMap<String, String> build(Path checkout) throws Exception {
        copySources(checkout);
        Process build = new ProcessBuilder(
                        checkout.resolve("mvnw").toString(),
                        "-B",
                        "-q",
                        "package",
                        "-DskipTests",
                        "-Dspotless.check.skip=true",
                        "-pl",
                        "standalone",
                        "-am")
                .directory(checkout.toFile())
                .redirectErrorStream(true)
                .redirectOutput(checkout.resolve("build.log").toFile())
                .start();
        assertThat(build.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(build.exitValue())
                .as("see %s", checkout.resolve("build.log"))
                .isZero();
        return archives(checkout);
    }

    /** What git knows, as it lies in the checkout now. */
    private static void copySources(Path checkout) throws Exception {
        Process list = new ProcessBuilder("git", "ls-files", "--cached", "--others", "--exclude-standard")
                .directory(Sources.ROOT.toFile())
                .start();
        List<String> files = list.inputReader().lines().toList();
        assertThat(list.waitFor()).isZero();
        for (String file : files) {
            Path from = Sources.ROOT.resolve(file);
            if (Files.isRegularFile(from)) {
                Path to = checkout.resolve(file);
                Files.createDirectories(to.getParent());
                Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static SortedMap<String, String> archives(Path checkout) throws Exception {
        SortedMap<String, String> digests = new TreeMap<>();
        try (Stream<Path> all = Files.walk(checkout)) {
            for (Path file : all.filter(ReproducibleBuildIT::isArchive).toList()) {
                digests.put(checkout.relativize(file).toString(), digest(file));
            }
        }
        return digests;
    }

    private static boolean isArchive(Path file) {
        return ARCHIVES.stream().anyMatch(file.toString()::endsWith)
                && file.toString().contains("/target/")
                && Files.isRegularFile(file);
    }

    private static String digest(Path file) throws Exception {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        try (var in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha.update(buffer, 0, n);
            }
        } catch (IOException e) {
            throw new IOException(file.toString(), e);
        }
        return HexFormat.of().formatHex(sha.digest());
    }
}
