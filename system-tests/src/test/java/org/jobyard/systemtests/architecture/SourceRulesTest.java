package org.jobyard.systemtests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Rules that compiled classes no longer show. */
class SourceRulesTest {
    private static final int LONGEST = 250;
    private static final int LONGEST_IN_ADAPTER = 400;
    private static final Pattern CONTENT = Pattern.compile("(?s)/\\*\\*.+?\\*/\\s*package ");

    @Test
    void everyPackageSaysWhatItIsFor() {
        List<Path> silent = Sources.files(".java").stream()
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !saysWhatItIsFor(folder))
                .toList();
        assertThat(silent)
                .as("packages without a package-info that says what they are for")
                .isEmpty();
    }

    /** A test package of the same name as a product package is the same package. */
    private static boolean saysWhatItIsFor(Path folder) {
        Path main = Path.of(folder.toString().replace("/src/test/java/", "/src/main/java/"));
        return List.of(folder, main).stream()
                .map(place -> place.resolve("package-info.java"))
                .anyMatch(page -> Files.exists(page)
                        && CONTENT.matcher(Sources.read(page)).find());
    }

    @Test
    void noFileIsTwoThings() {
        List<String> tooLong = Sources.files(".java").stream()
                .filter(file -> lines(file) > (file.toString().contains("/jms-config/") ? LONGEST_IN_ADAPTER : LONGEST))
                .map(file -> Sources.ROOT.relativize(file) + " has " + lines(file) + " lines")
                .toList();
        assertThat(tooLong).as("files that have grown to two things").isEmpty();
    }

    @Test
    void nobodySignsClasses() {
        List<Path> signed = Sources.files(".java").stream()
                .filter(file -> !file.endsWith(Path.of("SourceRulesTest.java")))
                .filter(file -> Sources.read(file).contains("@author"))
                .toList();
        assertThat(signed).as("@author: the history knows better").isEmpty();
    }

    private static long lines(Path file) {
        return Sources.read(file).lines().count();
    }
}
