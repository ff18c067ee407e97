package org.jobyard.systemtests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/races.md} names the tests that there are. */
class RacesPageTest {
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");
    private static final Pattern METHOD = Pattern.compile("(?m)^ {4}(?:public )?void (\\w+)\\(");
    private static final Path RACES = Sources.ROOT.resolve("ejb/src/test/java/org/jobyard/races");

    @Test
    void everyTestThatItNamesExists() {
        Set<String> present = tests(Sources.files("Test.java"));
        present.addAll(tests(Sources.files("IT.java")));
        assertThat(named()).isNotEmpty().isSubsetOf(present);
    }

    @Test
    void everyTestOfRacesIsNamed() {
        assertThat(tests(Sources.files(RACES, "Test.java"))).isNotEmpty().isSubsetOf(named());
    }

    private static Set<String> named() {
        return NAMED.matcher(Sources.read(Sources.ROOT.resolve("docs/races.md")))
                .results()
                .map(match -> match.group(1) + "." + match.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> tests(List<Path> files) {
        Set<String> tests = new TreeSet<>();
        for (Path file : files) {
            String name = file.getFileName().toString().replace(".java", "");
            METHOD.matcher(Sources.read(file)).results().forEach(match -> tests.add(name + "." + match.group(1)));
        }
        return tests;
    }
}
