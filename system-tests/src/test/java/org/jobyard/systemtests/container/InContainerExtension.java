package org.jobyard.systemtests.container;

import org.jboss.arquillian.core.spi.LoadableExtension;

/** Adds what is ours to Arquillian, on the side of the test's JVM. */
public class InContainerExtension implements LoadableExtension {
    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(InContainerServices.class).observer(OneDeployment.class);
    }
}
