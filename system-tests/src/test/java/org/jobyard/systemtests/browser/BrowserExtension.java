package org.jobyard.systemtests.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jobyard.systemtests.Jobyard;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Console} in a browser profile of its own; the browser itself is one for the whole JVM. A test that fails
 * leaves a picture of its page below {@code target/browser}.
 */
public final class BrowserExtension implements ParameterResolver, AfterTestExecutionCallback {
    private static final Namespace STORE = Namespace.create(BrowserExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Console.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Browser browser = context.getRoot()
                .getStore(STORE)
                .getOrComputeIfAbsent(Chromium.class, key -> Chromium.start(), Chromium.class)
                .browser();
        Jobyard jobyard = JobyardExtension.jobyard(context);
        Console console = Console.open(browser, jobyard.status().console());
        context.getStore(STORE).put(Console.class, console);
        return console;
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        Console console = context.getStore(STORE).get(Console.class, Console.class);
        if (console != null && context.getExecutionException().isPresent()) {
            String name = context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName();
            console.picture(Path.of("target", "browser", name.replaceAll("[^A-Za-z0-9.]+", "_") + ".png"));
        }
    }

    private record Chromium(Playwright playwright, Browser browser) implements AutoCloseable {
        static Chromium start() {
            Playwright playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
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

        @Override
        public void close() {
            playwright.close();
        }
    }
}
