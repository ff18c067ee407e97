package org.jobyard.systemtests.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The browser that is installed, driven through the Node.js that is installed: nothing is downloaded. */
record Chromium(Playwright playwright, Browser browser) implements AutoCloseable {
    private static final int OLDEST_NODE = 20;

    static Chromium start() {
        Map<String, String> environment = new HashMap<>(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
        // Without one, Playwright takes its own, where the build has it (-Dnode.bundled), or says what is missing.
        node().ifPresent(node -> environment.put("PLAYWRIGHT_NODEJS_PATH", node.toString()));
        Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        LaunchOptions options = new LaunchOptions()
                .setExecutablePath(installed())
                .setArgs(List.of(
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync"));
        return new Chromium(playwright, playwright.chromium().launch(options));
    }

    private static Path installed() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "The browser tests need Chromium. Debian, Ubuntu: apt-get install chromium"));
    }

    private static Optional<Path> node() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "node"))
                .filter(Files::isExecutable)
                .findFirst()
                .filter(node -> majorVersion(node) >= OLDEST_NODE);
    }

    private static int majorVersion(Path node) {
        try {
            Process asked = new ProcessBuilder(node.toString(), "--version").start();
            try (var answer = asked.inputReader(StandardCharsets.US_ASCII)) {
                return Integer.parseInt(answer.readLine().replaceFirst("v(\\d+)\\..*", "$1"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        playwright.close();
    }
}
