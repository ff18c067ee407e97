package org.jobyard.systemtests;

import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests one running Jobyard for the whole JVM, started when the first class needs it and ended with the run.
 * Constructors and methods of tests may take a {@link Jobyard} or an {@link ApiClient} (as the first admin).
 */
public final class JobyardExtension implements BeforeAllCallback, ParameterResolver {
    private static final Namespace STORE = Namespace.create(JobyardExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        shared(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Jobyard.class || type == ApiClient.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Jobyard.class
                ? shared(context).jobyard()
                : shared(context).api();
    }

    /** The shared one, for other extensions. */
    public static Jobyard jobyard(ExtensionContext context) {
        return shared(context).jobyard();
    }

    private static Shared shared(ExtensionContext context) {
        return context.getRoot()
                .getStore(STORE)
                .getOrComputeIfAbsent(Shared.class, key -> Shared.start(), Shared.class);
    }

    private record Shared(Jobyard jobyard, ApiClient api) implements AutoCloseable {
        static Shared start() {
            Jobyard jobyard = Jobyard.fresh("shared", Map.of());
            return new Shared(jobyard, jobyard.api());
        }

        @Override
        public void close() {
            jobyard.close();
        }
    }
}
