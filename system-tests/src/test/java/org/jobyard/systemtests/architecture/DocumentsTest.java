package org.jobyard.systemtests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The links of the documents lead somewhere. */
class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+?) *$");

    @Test
    void everyLinkLeadsToAFileAndAHeading() {
        List<String> broken =
                documents().flatMap(DocumentsTest::brokenLinks).sorted().toList();
        assertThat(broken).as("links that lead nowhere").isEmpty();
    }

    @Test
    void everyDecisionIsListed() {
        Path decisions = Sources.ROOT.resolve("docs/adr");
        String index = Sources.read(decisions.resolve("README.md"));
        List<String> missing = Sources.files(decisions, ".md").stream()
                .map(page -> page.getFileName().toString())
                .filter(name -> !name.equals("README.md") && !index.contains("(" + name + ")"))
                .toList();
        assertThat(missing)
                .as("decisions that docs/adr/README.md does not list")
                .isEmpty();
    }

    private static Stream<Path> documents() {
        return Stream.concat(
                Stream.of("README.md", "CONTRIBUTING.md").map(Sources.ROOT::resolve),
                Sources.files(Sources.ROOT.resolve("docs"), ".md").stream());
    }

    private static Stream<String> brokenLinks(Path document) {
        return LINK.matcher(Sources.read(document))
                .results()
                .map(match -> match.group(1))
                .filter(link -> !link.contains("://") && !leadsSomewhere(document, link))
                .map(link -> Sources.ROOT.relativize(document) + ": " + link);
    }

    private static boolean leadsSomewhere(Path document, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
        return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
    }

    /** As the usual viewers of Markdown make them of headings. */
    private static Set<String> anchors(Path document) {
        return HEADING.matcher(Sources.read(document))
                .results()
                .map(match -> match.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
