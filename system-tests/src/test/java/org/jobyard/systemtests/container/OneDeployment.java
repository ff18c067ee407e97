package org.jobyard.systemtests.container;

import org.jboss.arquillian.container.spi.Container;
import org.jboss.arquillian.container.spi.ContainerRegistry;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.deployment.DeploymentScenario;
import org.jboss.arquillian.container.spi.event.DeployManagedDeployments;
import org.jboss.arquillian.container.spi.event.UnDeployManagedDeployments;
import org.jboss.arquillian.container.test.impl.client.deployment.event.GenerateDeployment;
import org.jboss.arquillian.core.api.Instance;
import org.jboss.arquillian.core.api.InstanceProducer;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.EventContext;
import org.jboss.arquillian.test.spi.annotation.ClassScoped;
import org.jboss.arquillian.test.spi.event.suite.AfterSuite;

/**
 * Deploys once for all classes. Each deployment starts a server of its own, which takes longer than all tests; all classes
 * have the same deployment, so that of the first serves the others too.
 */
public class OneDeployment {
    @Inject
    @ClassScoped
    private InstanceProducer<DeploymentScenario> scenario;

    @Inject
    private Instance<ContainerRegistry> containers;

    private DeploymentScenario first;
    private boolean deployed;

    void generate(@Observes EventContext<GenerateDeployment> event) {
        if (first == null) {
            event.proceed();
            first = scenario.get();
        } else {
            scenario.set(first);
        }
    }

    void deploy(@Observes EventContext<DeployManagedDeployments> event) {
        if (!deployed) {
            deployed = true;
            event.proceed();
        }
    }

    void keep(@Observes EventContext<UnDeployManagedDeployments> event) {
        // The next class goes on with it; AfterSuite ends it.
    }

    void end(@Observes AfterSuite event) throws DeploymentException {
        if (deployed) {
            for (Container<?> container : containers.get().getContainers()) {
                container
                        .getDeployableContainer()
                        .undeploy(first.deployments().get(0).getDescription().getArchive());
            }
        }
    }
}
