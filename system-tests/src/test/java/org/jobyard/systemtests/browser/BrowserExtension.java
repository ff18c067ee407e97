package org.jobyard.systemtests.browser;

import java.net.URI;
import java.nio.file.Path;
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
        Shared shared = context.getRoot()
                .getStore(STORE)
                .getOrComputeIfAbsent(
                        Shared.class,
                        key -> new Shared(
                                Chromium.start(),
                                JobyardExtension.jobyard(context).status().console(),
                                new Console.Session()),
                        Shared.class);
        Console console = Console.open(shared.chromium().browser(), shared.address(), shared.session());
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

    private record Shared(Chromium chromium, URI address, Console.Session session) implements AutoCloseable {
        @Override
        public void close() {
            chromium.close();
        }
    }
}
